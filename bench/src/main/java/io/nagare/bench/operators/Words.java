package io.nagare.bench.operators;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Two lists of words for Scrabble, made with a fixed seed, so that no published list has to be shipped. Their sizes,
 * the lengths of the words and the frequencies of the letters are the usual ones. The game allows 79,339 words.
 * Shakespeare uses 29,165 words, and half of them are allowed.
 */
final class Words {

    /** How often each letter occurs in a thousand, beginning with a. */
    private static final int[] FREQUENCIES = {
        82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1
    };

    /** The number of allowed words of each length, beginning with two letters. */
    private static final int[] ALLOWED = {94, 961, 3_857, 8_551, 15_055, 22_821, 28_000};

    /** The number of allowed words of each length that Shakespeare uses, beginning with two letters. */
    private static final int[] USED = {60, 461, 1_563, 2_471, 3_281, 3_493, 2_948};

    /** The number of words that Shakespeare uses and that are not allowed, beginning with one letter. */
    private static final int[] OTHERS = {
        37, 116, 361, 1_032, 1_399, 1_790, 1_828, 1_462, 3_125, 1_914, 1_066, 464, 210, 50, 29, 2, 3
    };

    private final Random random = new Random(1_564);
    private final Set<String> allowed = new HashSet<>();
    private final List<String> used = new ArrayList<>();

    Words() {
        for (int i = 0; i < ALLOWED.length; i++) {
            for (int n = 0; n < ALLOWED[i]; n++) {
                String word = newWord(i + 2);
                allowed.add(word);
                if (n < USED[i]) {
                    used.add(word);
                }
            }
        }
        for (int i = 0; i < OTHERS.length; i++) {
            for (int n = 0; n < OTHERS[i]; n++) {
                used.add(i == 0 ? word(1) : newWord(i + 1));
            }
        }
    }

    Set<String> allowed() {
        return allowed;
    }

    List<String> used() {
        return used;
    }

    /**
     * Makes a word that is not in the list of allowed words yet. After many tries it returns any word, because there
     * are few short ones.
     */
    private String newWord(int length) {
        String word = word(length);
        for (int tries = 0; tries < 1_000 && allowed.contains(word); tries++) {
            word = word(length);
        }
        return word;
    }

    private String word(int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int at = random.nextInt(1_000);
            char letter = 'a';
            while (letter < 'z' && at >= FREQUENCIES[letter - 'a']) {
                at -= FREQUENCIES[letter - 'a'];
                letter++;
            }
            word.append(letter);
        }
        return word.toString();
    }
}
