package io.nagare.examples.redis.command;

import io.nagare.Bytes;

/**
 * Letters of ASCII in one case, whatever other bytes there are. To fold all of Unicode would let other words be taken
 * for commands: the Kelvin sign is a K in another case.
 */
public final class AsciiCase {

    private static final int DISTANCE = 'a' - 'A';

    private AsciiCase() {}

    /** Returns a word with small letters. Each byte becomes a character. */
    public static String lower(Bytes word) {
        StringBuilder text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = (char) (word.get(i) & 0xFF);
            text.append(letter >= 'A' && letter <= 'Z' ? (char) (letter + DISTANCE) : letter);
        }
        return text.toString();
    }

    /** Returns a word with capitals. Each byte becomes a character. */
    public static String upper(Bytes word) {
        StringBuilder text = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char letter = (char) (word.get(i) & 0xFF);
            text.append(letter >= 'a' && letter <= 'z' ? (char) (letter - DISTANCE) : letter);
        }
        return text.toString();
    }
}
