package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nagare.redis.failure.RedisRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs scripts for one channel, and waits while the server has no answer. Any thread may call. */
final class ChannelApi {

    static final Duration PAUSE = Duration.ofMillis(50);

    private final Linking linking;
    private final ChannelKeys keys;

    /** Takes an answer, on a worker. */
    interface Taker {
        void take(Link on, List<Object> answer);
    }

    ChannelApi(Linking linking, ChannelKeys keys) {
        this.linking = linking;
        this.keys = keys;
    }

    /** Runs a script again and again on this link until the server answers. If the link is lost, nothing is called. */
    void run(Link on, Script script, Taker taker, Consumer<Throwable> refused, Object... arguments) {
        byte[][] bytes = new byte[arguments.length][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = arguments[i].toString().getBytes(UTF_8);
        }
        run(on, script, false, taker, refused, bytes);
    }

    private void run(
            Link on, Script script, boolean brings, Taker taker, Consumer<Throwable> refused, byte[][] arguments) {
        on.run(script, brings, keys.all(), arguments).whenComplete((answer, failure) -> {
            if (failure == null) {
                linking.dispatch(() -> {
                    try {
                        taker.take(on, answer);
                    } catch (RuntimeException unexpected) {
                        refused.accept(unexpected);
                    }
                });
            } else {
                failed(on, script, failure, refused, bringing -> run(on, script, bringing, taker, refused, arguments));
            }
        });
    }

    /** Runs an action later, unless the runtime is closed before. */
    void after(Duration pause, Runnable action) {
        linking.after(pause, action);
    }

    private void failed(
            Link on, Script script, Throwable failure, Consumer<Throwable> refused, Consumer<Boolean> again) {
        if (on.isLost()) {
            return;
        }
        if (Replies.isUnknownScript(failure)) {
            linking.dispatch(() -> again.accept(true));
        } else if (Replies.isTemporary(failure) || (Replies.isUnsafe(failure) && script != Script.LOOK)) {
            linking.after(PAUSE, () -> again.accept(false));
        } else if (Replies.isReplica(failure) || !Replies.isError(failure)) {
            linking.dispatch(on::close);
        } else {
            linking.dispatch(() -> refused.accept(
                    new RedisRefusedException("to use the channel " + keys.name(), Replies.says(failure, script))));
        }
    }
}
