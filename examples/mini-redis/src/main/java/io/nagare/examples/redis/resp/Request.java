package io.nagare.examples.redis.resp;

import io.nagare.Bytes;
import java.util.Arrays;
import java.util.List;

/** What a client says: the name of a command and its arguments, all of them strings of any bytes. Immutable. */
public final class Request {

    private final Bytes[] words;

    /** The array must not be changed afterwards. */
    Request(Bytes[] words) {
        this.words = words;
    }

    /** Returns a request of these words, of which the first is the command's name. */
    public static Request of(Bytes... words) {
        return new Request(words.clone());
    }

    /** Returns a request of these words, in UTF-8. */
    public static Request of(String... words) {
        return new Request(Arrays.stream(words).map(Bytes::utf8).toArray(Bytes[]::new));
    }

    /** Returns how many words there are, with the command's name: at least 1. */
    public int size() {
        return words.length;
    }

    /** Returns a word; the one at 0 is the command's name. */
    public Bytes word(int index) {
        return words[index];
    }

    /** Returns the words from an index on. */
    public List<Bytes> wordsFrom(int index) {
        return Arrays.asList(words).subList(index, words.length);
    }

    @Override
    public String toString() {
        return String.join(" ", Arrays.stream(words).map(Bytes::utf8).toList());
    }
}
