package io.nagare.examples.redis.store;

import io.nagare.Bytes;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;

/** What a key holds. Lists and hashes change in place. Belongs to its {@link Store}. */
public sealed interface Data {

    /** Returns what Redis calls this kind. */
    String type();

    /**
     * A string.
     *
     * @param content any bytes
     */
    record Text(Bytes content) implements Data {

        @Override
        public String type() {
            return "string";
        }
    }

    /**
     * A list. Never empty: a key whose list becomes empty is removed.
     *
     * @param items the first to the last
     */
    record Line(ArrayDeque<Bytes> items) implements Data {

        @Override
        public String type() {
            return "list";
        }
    }

    /**
     * A hash. Never empty, as a list.
     *
     * @param fields in the order in which they came
     */
    record Table(LinkedHashMap<Bytes, Bytes> fields) implements Data {

        @Override
        public String type() {
            return "hash";
        }
    }
}
