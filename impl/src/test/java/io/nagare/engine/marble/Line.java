package io.nagare.engine.marble;

import java.util.function.LongSupplier;

/** The events of one stream, which become a line of a description. */
final class Line {

    private final LongSupplier clock;
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    Line(String name, LongSupplier clock) {
        this.clock = clock;
        text.append('"').append(name).append("\" ").append(clock.getAsLong());
    }

    /** Records an item or a demand. */
    void add(String what) {
        text.append(' ').append(clock.getAsLong()).append(':').append(what);
    }

    /** Records an end. Only the first end counts. */
    void end(char how) {
        if (!ended) {
            ended = true;
            add(String.valueOf(how));
        }
    }

    boolean ended() {
        return ended;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
