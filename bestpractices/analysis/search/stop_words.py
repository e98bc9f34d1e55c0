"""Words so small that they tell nothing, by language and folded.

The lists are our own: articles, pronouns, particles, auxiliaries, and the words with which people
begin a question.
"""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
a about after all also am an and any are as at be because been before being between both but by can
could did do does for from get gets had has have he her here him his how i if in into is it its
just like may me might more most must my no nor not of off on one only or other our out over own
s she should so some such t than that the their them then there these they this those through to
too under until up us very was we were what when where which while who whom why will with would
you your
"""
_TURKISH: Final = """
acaba ama ancak bana bazi ben beni benim bir biri biz bize bizim bu buna bunda bundan bunlar bunu
bunun cok cunku da daha de defa degil diye en fakat gibi hangi hem hep hepsi her hic icin ile ise
iste kadar kez ki kim kime kimin m mi mu nasil ne neden nedir nerede nereye nicin niye o olan
olarak oldugu olur ona ondan onlar onu onun sanki sen siz su sunu tum uzere var ve veya ya yani yok
yoksa zaten
"""
_FRENCH: Final = """
a afin ai alors apres au aucun aussi autre aux avant avec avoir ayant c ce ceci cela celle celles
celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des donc dont du elle elles
en encore entre est et etaient etait etant etc ete etes etre eu eux fait font il ils j je jusqu l la
le les leur leurs lors lorsqu lui m ma mais me meme memes mes moi mon n ne ni non nos notre nous on
ont ou par parce pas pendant peu peut peuvent plus pour pourquoi puis qu quand que quel quelle
quelles quels qui quoi s sa sans se sera ses si soi soit son sont sous sur t ta te tes toi ton tous
tout toute toutes tres tu un une vers vos votre vous y
"""
_DUTCH: Final = """
aan al alle als altijd andere ben bij daar dan dat de der deze die dit doen door dus een en er ge
geen had heb hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me
meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat ons onze ook op over s t te
tegen toch toen tot tussen u uit uw van veel voor waar waarom want waren was wat we welk welke wel
werd werden wie wij wil worden wordt ze zelf zich zij zijn zo zonder zou zullen
"""
STOP_WORDS: Final = {
    lang: frozenset(words.split())
    for lang, words in (("en", _ENGLISH), ("tr", _TURKISH), ("fr", _FRENCH), ("nl", _DUTCH))
}


def is_stop_word(word: str, lang: str) -> bool:
    """Whether a folded word tells nothing in this language."""
    return word in STOP_WORDS.get(lang, ())
