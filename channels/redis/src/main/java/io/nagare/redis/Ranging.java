package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.nagare.redis.failure.ChannelSettingsException;
import io.nagare.redis.failure.RedisRefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream for one reader, on its strand, with one request at a time. It asks for exactly what is wanted, and
 * only if there is more than what is here; otherwise the reader waits for a notice.
 */
final class Ranging {

    /** The reader. */
    interface User {

        /** Does something on the strand. Any thread calls it. */
        void event(Runnable event);

        void arrived(List<Entry> entries);

        /** No value is kept up to this number. */
        void emptyUpTo(long number);

        void fail(Throwable failure);
    }

    private final ChannelHandle handle;
    private final User user;
    private @Nullable Link link;
    private boolean asking;

    Ranging(ChannelHandle handle, User user) {
        this.handle = handle;
        this.user = user;
    }

    void up(Link now) {
        if (link != now) {
            link = now;
            asking = false;
        }
    }

    void down() {
        link = null;
        asking = false;
    }

    /** Asks for values behind a number, if there are some and nothing was asked for. Returns whether a notice helps. */
    boolean want(int values, long behind) {
        if (link == null || asking || values <= 0) {
            return false;
        }
        if (handle.heard() <= behind) {
            return true;
        }
        asking = true;
        Link on = link;
        byte[] stream = handle.keys().values().getBytes(UTF_8);
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .addKey(stream)
                .add("(0-" + behind)
                .add("+")
                .add("COUNT")
                .add(values);
        on.call(CommandType.XRANGE, args)
                .whenComplete((answer, failure) -> user.event(() -> answered(on, answer, failure)));
        return false;
    }

    private void answered(Link on, @Nullable List<Object> answer, @Nullable Throwable failure) {
        if (link != on) {
            return;
        }
        if (answer == null) {
            failed(on, failure == null ? new IllegalStateException("no answer") : failure);
        } else if (answer.isEmpty()) {
            // There was more, and it is gone.
            handle.look(on, (now, found) -> user.event(() -> emptied(on, found)));
        } else {
            asking = false;
            List<Entry> entries;
            try {
                entries = Entry.all(handle.keys(), answer);
            } catch (ChannelSettingsException foreign) {
                handle.fail(foreign);
                return;
            }
            Entry last = entries.get(entries.size() - 1);
            handle.heard(last.number(), last.time());
            user.arrived(entries);
        }
    }

    private void emptied(Link on, Extent found) {
        if (link == on) {
            asking = false;
            if (found.first() > found.last()) {
                user.emptyUpTo(found.last());
            }
        }
    }

    private void failed(Link on, Throwable failure) {
        if (!Replies.isError(failure)) {
            // The connection breaks, if it has not yet been told.
            handle.linking().dispatch(on::close);
        } else if (Replies.isTemporary(failure)) {
            handle.linking().after(ChannelApi.PAUSE, () -> user.event(() -> asking = false));
        } else {
            user.fail(new RedisRefusedException(
                    "to read the channel " + handle.keys().name(), Replies.says(failure)));
        }
    }
}
