package tutorial.shutdown;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.AsyncPath;
import io.nagare.fs.contract.WriteOptions;
import java.nio.file.Path;
import java.util.Map;
import tutorial.framing.Commands;
import tutorial.framing.Reply;
import tutorial.framing.Resp;
import tutorial.state.Store;

/** A file that keeps a store: a SET for each key, as a client would send it. */
final class Saved {

    private final Path file;

    Saved(Path file) {
        this.file = file;
    }

    /** Replaces the file by what the store has now. Whatever happens, the file is the old one or the new one. */
    One<Long> save(Store store) {
        return One.defer(() -> {
            Many<Reply> requests = Many.fromIterable(store.copy().entrySet()).map(Saved::request);
            Many<Bytes> bytes = Resp.CODEC.encode(requests);
            return AsyncFile.write(file, bytes, WriteOptions.defaults().atomically());
        });
    }

    private static Reply request(Map.Entry<String, String> entry) {
        return Reply.Group.of("SET", entry.getKey(), entry.getValue());
    }

    /** Runs the commands of the file, if there is one. Emits how many there were. */
    One<Long> load(Commands commands) {
        return AsyncPath.exists(file).flatMap(exists -> exists
                ? Resp.CODEC.decode(AsyncFile.read(file)).doOnNext(commands::run).count()
                : One.just(0L));
    }
}
