package tutorial.framing;

import java.util.List;

/** What the server says: one value of Redis's protocol. */
public sealed interface Reply {

    Reply OK = new Status("OK");

    /** A short text without line ends. */
    record Status(String text) implements Reply {}

    /** What is wrong. Begins with a word in capitals. */
    record Failure(String text) implements Reply {}

    /** A whole number. */
    record Whole(long number) implements Reply {}

    /** Any text. */
    record Text(String text) implements Reply {}

    /** No text, where one was asked for. */
    record Nothing() implements Reply {}

    /** Several values. */
    record Group(List<Reply> replies) implements Reply {

        /** Returns a group of texts. */
        public static Group of(String... texts) {
            return new Group(List.of(texts).stream().<Reply>map(Text::new).toList());
        }
    }
}
