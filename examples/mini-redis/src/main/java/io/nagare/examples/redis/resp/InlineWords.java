package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of an inline command. Blanks stand between words. Within double quotes a backslash begins an escape, such
 * as {@code \n} or {@code \x0a}; within single quotes only {@code \'} is one. Used once, for one line.
 */
final class InlineWords {

    private static final String UNBALANCED = "unbalanced quotes in request";
    private static final int HEX = 16;

    private final Bytes line;
    private int at;

    private InlineWords(Bytes line) {
        this.line = line;
    }

    static Bytes[] of(Bytes line) {
        InlineWords words = new InlineWords(line);
        List<Bytes> found = new ArrayList<>();
        while (words.skipBlanks()) {
            found.add(words.next());
        }
        return found.toArray(new Bytes[0]);
    }

    private boolean skipBlanks() {
        while (at < line.length() && isBlank(line.get(at))) {
            at++;
        }
        return at < line.length();
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value >= '\t' && value <= '\r' || value == 0;
    }

    /** Whether a byte ends a word. Two kinds of blanks do not. */
    private static boolean isEnd(byte value) {
        return value == ' ' || value == '\t' || value == '\n' || value == '\r' || value == 0;
    }

    private Bytes next() {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < line.length() && !isEnd(line.get(at))) {
            byte value = line.get(at++);
            if (value == '"' || value == '\'') {
                readQuoted(value, word);
                if (at < line.length() && !isBlank(line.get(at))) {
                    throw new ProtocolException(UNBALANCED);
                }
                break;
            }
            word.write(value);
        }
        return Bytes.wrap(word.toByteArray());
    }

    private void readQuoted(byte quote, ByteArrayOutputStream word) {
        for (byte value = take(); value != quote; value = take()) {
            if (value != '\\') {
                word.write(value);
            } else if (quote == '"') {
                word.write(escaped());
            } else if (at < line.length() && line.get(at) == '\'') {
                word.write(take());
            } else {
                word.write(value);
            }
        }
    }

    private byte take() {
        if (at == line.length()) {
            throw new ProtocolException(UNBALANCED);
        }
        return line.get(at++);
    }

    private int escaped() {
        byte value = take();
        if (value == 'x' && at + 2 <= line.length()) {
            int high = Character.digit(line.get(at), HEX);
            int low = Character.digit(line.get(at + 1), HEX);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high * HEX + low;
            }
        }
        return switch (value) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> value;
        };
    }
}
