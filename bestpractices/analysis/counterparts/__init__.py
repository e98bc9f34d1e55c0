"""Who could learn with whom: pairs of teams and counterparts, with reasons on both sides."""
