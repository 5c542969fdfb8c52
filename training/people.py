"""Makes up names: surnames by their share of the people, given names by the characters of given names."""

from __future__ import annotations

from collections import Counter
from random import Random

from piiguard.recognizers.data import surnames
from training import words


class People:
    """Names drawn with one random generator: Han names, ethnic, foreign and Japanese ones, nicknames, masked ones."""

    def __init__(self, rng: Random) -> None:
        import csv
        import importlib.resources

        self._rng = rng
        shares = [(name, surnames.share(name)) for name in sorted(surnames.everyone())]
        self._surnames = [name for name, _ in shares]
        # The rare ones often enough that the model learns them all, the common ones still more often.
        self._weights = [max(share, 0.02) for _, share in shares]
        with (importlib.resources.files("ngender") / "charfreq.csv").open(encoding="utf-8") as file:
            rows = [row for row in csv.reader(file) if row[0] != "char"]
        self._given = [row[0] for row in rows]
        counts = [int(row[1]) + int(row[2]) for row in rows]
        sounds = Counter("".join((*words.FOREIGN_FIRST, *words.FOREIGN_LAST)))
        with (importlib.resources.files("jieba") / "dict.txt").open(encoding="utf-8") as file:
            for line in file:
                word, _, tag = line.split()
                if tag == "nrt" and len(word) >= 3:
                    sounds.update(word)
        frequent = [(character, count) for character, count in sorted(sounds.items()) if count >= 10]
        self._sounds = [character for character, _ in frequent]
        self._sound_weights = [count for _, count in frequent]
        self._given_weights = [count**0.75 for count in counts]

    def surname(self) -> str:
        """Return one surname."""
        return self._rng.choices(self._surnames, self._weights)[0]

    def _characters(self, count: int) -> str:
        return "".join(self._rng.choices(self._given, self._given_weights, k=count))

    def given(self) -> str:
        """Return a given name: two characters mostly, sometimes one or a doubled one."""
        chance = self._rng.random()
        if chance < 0.20:
            return self._characters(1)
        return self._characters(1) * 2 if chance < 0.24 else self._characters(2)

    def han(self) -> str:
        """Return a surname and a given name."""
        return self.surname() + self.given()

    def _syllables(self) -> str:
        """Return characters that write foreign sounds, in a row that no list has."""
        return "".join(
            self._rng.choices(self._sounds, self._sound_weights, k=self._rng.choice((2, 3, 3, 3, 4, 4, 5)))
        )

    def foreign(self) -> str:
        """Return a foreign name as Chinese texts write it."""
        rng = self._rng
        chance = rng.random()
        last = self._syllables() if rng.random() < 0.35 else rng.choice(words.FOREIGN_LAST)
        if chance < 0.4:
            return last
        if chance < 0.5:
            return rng.choice(words.FOREIGN_FIRST)
        if chance < 0.6:
            return f"{rng.choice(words.FOREIGN_FIRST)}·{rng.choice(words.FOREIGN_FIRST)}·{last}"
        return f"{rng.choice(words.FOREIGN_FIRST)}{rng.choice('··•・')}{last}"

    def ethnic(self) -> str:
        """Return an Uyghur, Tibetan or Mongolian name."""
        rng = self._rng
        if rng.random() < 0.6:
            return rng.choice(words.UYGHUR) + "·" + rng.choice(words.UYGHUR)
        first, second = rng.sample(words.TIBETAN, 2)
        return first + second if rng.random() < 0.7 else first

    def japanese(self) -> str:
        """Return a Japanese name."""
        rng = self._rng
        last = rng.choice(words.JAPANESE_LAST)
        return last if rng.random() < 0.15 else last + rng.choice(words.JAPANESE_FIRST)

    def anybody(self) -> str:
        """Return a name of any sort, as running text has them."""
        chance = self._rng.random()
        if chance < 0.80:
            return self.han()
        if chance < 0.91:
            return self.foreign()
        return self.ethnic() if chance < 0.95 else self.japanese()

    def nickname(self) -> str:
        """Return what friends and colleagues call somebody."""
        rng = self._rng
        chance = rng.random()
        if chance < 0.45:
            return rng.choice("小老大阿") + self.surname()
        if chance < 0.75:
            return self._characters(1) * 2 if chance < 0.6 else self._characters(2)
        return rng.choice("小阿") + self._characters(1)
