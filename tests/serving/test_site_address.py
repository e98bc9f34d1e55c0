"""Where a site stands, from what people write."""

import pytest

from bestpractices.serving.site_address import BaseUrlError, SiteAddress


@pytest.mark.parametrize(
    ("url", "origin", "base"),
    [
        ("https://example.org", "https://example.org", "/"),
        ("https://example.org/", "https://example.org", "/"),
        ("https://example.org/kb", "https://example.org", "/kb/"),
        ("https://example.org/kb/", "https://example.org", "/kb/"),
        ("HTTP://127.0.0.1:8000/a/b-c/", "http://127.0.0.1:8000", "/a/b-c/"),
        ("http://[::1]:8000/kb", "http://[::1]:8000", "/kb/"),
        ("https://example.org/uygulamalar/değişim", "https://example.org", None),
        ("https://example.org/~me/kb", "https://example.org", "/~me/kb/"),
        (None, "", "/"),
    ],
)
def test_an_address_is_read_as_people_write_it(url, origin, base):
    address = SiteAddress.of(url)

    assert address.origin == origin
    assert address.base == (base or "/uygulamalar/de%C4%9Fi%C5%9Fim/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kb",
        "/kb/",
        "example.org/kb",
        "//example.org/kb",
        "ftp://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///kb",
        "https://me:secret@example.org/",
        "https://example.org/kb?x=1",
        "https://example.org/kb#top",
        "https://example.org/../kb",
        "https://example.org//kb",
        "https://exa mple.org/",
        'https://example.org/"><script>',
        "https://[::1",
    ],
)
def test_what_is_no_address_of_a_site_is_refused_in_one_line(url):
    with pytest.raises(BaseUrlError, match="write it like https") as caught:
        SiteAddress.of(url)

    assert len(str(caught.value).splitlines()) == 1


def test_a_page_has_one_address_that_ends_with_a_slash():
    address = SiteAddress.of("https://example.org/kb")

    assert address.page("", lang="tr") == "https://example.org/kb/tr/"
    assert address.page("practices/zanzu", lang="en") == (
        "https://example.org/kb/en/practices/zanzu/"
    )
    assert address.page("") == "https://example.org/kb/"
    assert address.file("en/feed.xml") == "https://example.org/kb/en/feed.xml"


def test_alternates_are_the_four_languages_and_the_page_that_chooses():
    assert SiteAddress.of("https://example.org").alternates("needs") == {
        "en": "https://example.org/en/needs/",
        "tr": "https://example.org/tr/needs/",
        "fr": "https://example.org/fr/needs/",
        "nl": "https://example.org/nl/needs/",
        "x-default": "https://example.org/needs/",
    }
