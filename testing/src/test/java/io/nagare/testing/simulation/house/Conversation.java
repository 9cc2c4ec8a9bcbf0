package io.nagare.testing.simulation.house;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.net.Connection;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/** A client that sends bytes to an echo, and what came of that. */
final class Conversation {

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final int bytes;
    private final Pattern.Check check = new Pattern.Check();
    private boolean completed;

    Conversation(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Holds the conversation. Completes also if it fails.
     *
     * @param connecting makes a connection and gives it to the function
     */
    One<Void> over(Function<Function<Connection, Many<Bytes>>, Many<Bytes>> connecting, Random random) {
        return connecting
                .apply(peer -> Many.merge(
                        peer.writeAndEnd(Pattern.pieces(bytes, random)).thenMany(Many.<Bytes>empty()), peer.read()))
                .doOnNext(check::next)
                .then()
                .timeout(LIMIT)
                .doOnComplete(() -> completed = true)
                .onErrorResume(Conversation::unlessWrong);
    }

    /** Completes with what a connection that fails does, but not with a broken invariant. */
    static One<Void> unlessWrong(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AssertionError) {
                return One.error(failure);
            }
        }
        return One.empty();
    }

    boolean isWhole() {
        return completed && check.received() == bytes;
    }

    /**
     * Checks what came.
     *
     * @param mayBeCut whether the echo may have ended early in good order, as a server that is killed does
     */
    void check(boolean mayBeCut) {
        boolean cut = completed && check.received() < bytes;
        String what = check.received() + " bytes came of " + bytes + ", completed: " + completed;
        Invariant.require(5, check.received() <= bytes, () -> what);
        Invariant.require(7, !cut || mayBeCut, () -> what);
    }
}
