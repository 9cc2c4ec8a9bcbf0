package io.nagare.fs;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.BlockingCallException;
import io.nagare.fs.contract.FileChange;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.LockMode;
import io.nagare.fs.contract.WriteOptions;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * A process in which system calls on the files of one directory fail. It prints the outcome of each operation, and how
 * many files are left open. It also prints whether it can still read another file and see a change.
 */
final class ErrnoChild {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private ErrnoChild() {}

    public static void main(String[] arguments) throws Exception {
        Path failing = Path.of(arguments[0]).resolve("failing");
        Path sound = Path.of(arguments[0]).resolve("sound");
        Path file = failing.resolve("file");
        Map<String, Publisher<?>> attempts = new LinkedHashMap<>();
        attempts.put("read", AsyncFile.read(file));
        attempts.put("readAll", AsyncFile.readAll(file));
        attempts.put("write", AsyncFile.write(failing.resolve("written"), Many.just(Bytes.utf8("x"))));
        attempts.put(
                "atomic",
                AsyncFile.writeString(
                        failing.resolve("atomic"), "x", WriteOptions.defaults().atomically()));
        attempts.put("copy", AsyncFile.copy(file, failing.resolve("copy")));
        attempts.put("list", AsyncDirectory.list(failing));
        attempts.put("walk", AsyncDirectory.walk(failing));
        attempts.put("lock", AsyncFile.withLock(file, LockMode.EXCLUSIVE, () -> One.just(1)));
        attempts.put("serve", sentOverASocket(file));
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            attempts.forEach((name, publisher) -> System.out.println(name + ": " + outcome(nagare, publisher)));
            System.out.println("sound: " + nagare.blockOn(AsyncFile.readString(sound.resolve("file")), LIMIT));
            nagare.blockOn(AsyncDirectory.watch(sound)
                    .concatMap(change -> change.kind() == FileChange.Kind.STARTED
                            ? AsyncFile.writeString(sound.resolve("new"), "x").then(One.just(change))
                            : One.just(change))
                    .take(2)
                    .then(), LIMIT);
            System.out.println("watched");
        }
        System.out.println("open: " + Descriptors.below(failing).size());
    }

    private static Many<Bytes> sentOverASocket(Path file) {
        return Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(AsyncFile.read(file)))
                .flatMapMany(server -> Tcp.<Bytes>connecting(
                                "127.0.0.1", server.port(), Connection::read)
                        .doFinally(end -> server.close()));
    }

    private static String outcome(Nagare nagare, Publisher<?> publisher) {
        try {
            nagare.blockOn(Many.from(publisher).then(), LIMIT);
            return "done";
        } catch (FileOperationException failure) {
            return failure.isDone() ? "done, not forced" : "failed";
        } catch (BlockingCallException failure) {
            return failure.getCause() instanceof ConnectionFailedException ? "reset" : failure.toString();
        } catch (RuntimeException other) {
            return other.toString();
        }
    }

    static void prepare(Path directory) throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("failing")).resolve("file"), "content");
        Files.writeString(Files.createDirectory(directory.resolve("sound")).resolve("file"), "sound");
    }
}
