package io.nagare.examples.redis.store;

import io.nagare.Bytes;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** What a key holds. It changes in place. Belongs to its {@link Store}. */
public sealed interface Data {

    /** Returns what Redis calls this kind. */
    String type();

    /** A string. It grows in place, but bytes that were given out never change. */
    final class Text implements Data {

        /** The most room that is kept behind a string, as in Redis. */
        private static final int MOST_ROOM = 1 << 20;

        private Bytes content;

        /** Begins with the content, and has room behind it. Null until something is appended. */
        private byte @Nullable [] array;

        /** Makes a string of any bytes. */
        public Text(Bytes content) {
            this.content = content;
        }

        /** Returns the bytes as they are now. */
        public Bytes content() {
            return content;
        }

        /** Adds bytes to the end. Mostly there is room for them, so that nothing else is copied. */
        public void append(Bytes more) {
            int length = Math.addExact(content.length(), more.length());
            byte[] target = array;
            if (target == null || target.length < length) {
                target = new byte[Math.addExact(length, Math.min(length, MOST_ROOM))];
                content.copyTo(target, 0);
                array = target;
            }
            more.copyTo(target, content.length());
            content = Bytes.wrap(target, 0, length);
        }

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
