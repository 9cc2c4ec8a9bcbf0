package io.nagare.examples.redis;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import io.nagare.channel.Oneshot;
import io.nagare.codec.Codec;
import io.nagare.examples.redis.resp.Request;
import io.nagare.examples.redis.resp.Resp;
import io.nagare.examples.redis.resp.RespLimits;
import io.nagare.examples.redis.resp.Value;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.policy.Repeat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file: each change, as the request that makes it again. A client is answered before its change is
 * written. The change is with the system a moment later, and on the device within about a second. Redis with {@code
 * appendfsync everysec} gives it to the system first. So a failed write, or a kill, loses the changes answered last.
 *
 * <p>Changes come by a channel from any thread, and one stream writes them. If the disk is slow the channel is full,
 * and the clients wait. If writing fails the server ends: it could not keep what it says. The same holds if the file is
 * no longer the one that was there at the start, or has another length than it must have.
 */
final class Journal {

    /** How many commands may wait for the disk. */
    private static final int CAPACITY = 1024;

    private static final Duration EACH_SECOND = Duration.ofSeconds(1);

    /** Makes the file if there is none, and its entry in the directory. Writes nothing. */
    private static final WriteOptions OPENING =
            WriteOptions.defaults().append().sync(WriteOptions.Sync.ALL);

    private final Path path;
    private final Codec<Value, Request> codec = Resp.client(RespLimits.defaults());
    private final Mpsc<Item> items = Mpsc.bounded(CAPACITY);

    /** The last mark that the writer has come to. Used on the strand that writes. */
    private @Nullable Oneshot<Boolean> mark;

    /** How long the file must be: what was in it at the start, and what was written since. Used by the writer. */
    private long length;

    /** What identifies the file that was there at the start, or null if the file system has no such thing. */
    private @Nullable Object key;

    /** Whether something was written that may not be on the device. */
    private final AtomicBoolean unsaved = new AtomicBoolean();

    Journal(Path path) {
        this.path = path;
    }

    /**
     * What comes by the channel.
     *
     * @param changes the changes of one command
     * @param saved if not null, is told when all changes up to here are on the device
     */
    record Item(List<Request> changes, @Nullable Oneshot<Boolean> saved) {

        static Item of(List<Request> changes) {
            return new Item(changes, null);
        }
    }

    /** Completes if the file can be written. Makes it if there is none. */
    One<Void> open() {
        return AsyncFile.writeAll(path, Bytes.empty(), OPENING).then();
    }

    /** Reserves room for the changes of one command. Null if there is none now. */
    @Nullable MpscSlot<Item> tryReserve() {
        return items.tryReserve();
    }

    /** Waits for room. */
    One<MpscSlot<Item>> reserve() {
        return items.reserve();
    }

    /** Writes until {@link #close()}, and then what is left. */
    One<Void> writing() {
        Many<Void> parts = One.defer(this::writeUntilMark).repeat(Repeat.forever().when(() -> !isDone()));
        One<Void> saving = Many.interval(EACH_SECOND)
                .filter(tick -> unsaved.get())
                .concatMap(tick -> save())
                .takeUntil(items.closed())
                .then();
        return Many.merge(parts, saving).then();
    }

    private boolean isDone() {
        return items.isClosed() && items.size() == 0;
    }

    /** Appends what comes until the next mark, and forces it onto the device. */
    private One<Void> writeUntilMark() {
        mark = null;
        Many<Request> requests = items.receiver()
                .takeWhile(this::isNoMark)
                .doOnNext(item -> unsaved.set(true))
                .flatMapIterable(Item::changes);
        WriteOptions options = WriteOptions.defaults().append().sync(WriteOptions.Sync.DATA);
        return AsyncFile.write(path, codec.encode(requests), options)
                .flatMap(this::requireOurs)
                .then(One.fromRunnable(this::saved));
    }

    /** Fails if somebody has deleted, replaced or changed the file: then what was answered is not in it. */
    private One<Void> requireOurs(long written) {
        length += written;
        return AsyncPath.information(path)
                .flatMap(now -> now.size() == length && Objects.equals(now.key(), key)
                        ? One.empty()
                        : One.error(new IllegalStateException(
                                path + " was replaced or changed by somebody else; changes may be lost")));
    }

    private boolean isNoMark(Item item) {
        mark = item.saved();
        return mark == null;
    }

    private void saved() {
        Oneshot<Boolean> asked = mark;
        if (asked != null) {
            unsaved.set(false);
            asked.send(true);
        }
    }

    /** Completes when all changes so far are on the device. */
    One<Void> save() {
        return items.reserve().flatMap(slot -> {
            Oneshot<Boolean> saved = Oneshot.create();
            slot.send(new Item(List.of(), saved));
            return saved.receiver().then();
        });
    }

    /** Lets the writing end when all is written. */
    void close() {
        items.close();
    }

    /** Returns what is in the file. */
    ByteStream read() {
        return AsyncFile.read(path);
    }

    /** Puts these in place of what is in the file, in one step. */
    One<Void> rewrite(List<Request> requests) {
        return AsyncFile.write(path, codec.encode(Many.fromIterable(requests)), WriteOptions.defaults().atomically())
                .flatMap(written -> AsyncPath.information(path).doOnNext(now -> {
                    length = written;
                    key = now.key();
                }))
                .then();
    }

    Path path() {
        return path;
    }
}
