package io.nagare.engine.ownership;

import io.nagare.channel.ChannelClosedException;
import io.nagare.failure.BlockingCallException;
import io.nagare.failure.LaggedException;
import io.nagare.failure.OverflowException;
import io.nagare.failure.RetriesExhaustedException;
import io.nagare.failure.RuntimeClosedException;
import io.nagare.failure.TaskCancelledException;
import io.nagare.failure.TimedOutException;
import java.util.Set;

/** The failures with which a pipeline may end. */
final class Failures {

    private static final Set<Class<?>> EXPECTED = Set.of(
            Planted.class,
            TimedOutException.class,
            LaggedException.class,
            OverflowException.class,
            RetriesExhaustedException.class,
            RuntimeClosedException.class,
            TaskCancelledException.class,
            ChannelClosedException.class);

    private Failures() {}

    /** Reports an unexpected failure as a fault. */
    static void expect(Throwable failure, Books books) {
        if (!isExpected(failure)) {
            books.fault("odd failure " + failure);
        }
    }

    static boolean isExpected(Throwable failure) {
        Throwable cause = failure instanceof BlockingCallException ? failure.getCause() : failure;
        return cause != null && EXPECTED.contains(cause.getClass());
    }

    /** Whether the channel, runtime or task has ended for good, so that another attempt is useless. */
    static boolean isClosed(Throwable failure) {
        return failure instanceof ChannelClosedException
                || failure instanceof RuntimeClosedException
                || failure instanceof TaskCancelledException;
    }
}
