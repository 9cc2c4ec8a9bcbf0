package io.nagare.examples.redis.command;

import io.nagare.Bytes;

/**
 * Letters of ASCII in one case, whatever other bytes there are. To fold all of Unicode would let other words be taken
 * for commands: the Kelvin sign is a K in another case.
 */
public final class AsciiCase {

    private static final int DISTANCE = 'a' - 'A';
    private static final int LETTERS = 26;

    private AsciiCase() {}

    /** Returns a word with small letters. Each byte becomes a character. */
    public static String lower(Bytes word) {
        return move(word, 'A', DISTANCE);
    }

    /** Returns a word with capitals. Each byte becomes a character. */
    public static String upper(Bytes word) {
        return move(word, 'a', -DISTANCE);
    }

    private static String move(Bytes word, char first, int distance) {
        StringBuilder text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = (char) (word.get(i) & 0xFF);
            boolean moves = letter >= first && letter < first + LETTERS;
            text.append((char) (moves ? letter + distance : letter));
        }
        return text.toString();
    }
}
