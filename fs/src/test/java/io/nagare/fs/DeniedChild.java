package io.nagare.fs;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WriteOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * A process that tries operations without the permission for them, on a closed file and in a closed directory. It
 * prints the outcome of each.
 */
final class DeniedChild {

    private DeniedChild() {}

    public static void main(String[] arguments) {
        Path closed = Path.of(arguments[0]).resolve("closed");
        Path below = Path.of(arguments[0]).resolve("directory").resolve("file");
        Map<String, Publisher<?>> attempts = new LinkedHashMap<>();
        attempts.put("read", AsyncFile.read(closed));
        attempts.put("readAll", AsyncFile.readAll(closed));
        attempts.put("lines", AsyncFile.lines(closed));
        attempts.put("follow", AsyncFile.follow(closed));
        attempts.put("write", AsyncFile.writeString(closed, "y"));
        attempts.put("append", AsyncFile.writeString(closed, "y", WriteOptions.defaults().append()));
        attempts.put("atomic", AsyncFile.writeString(below, "y", WriteOptions.defaults().atomically()));
        attempts.put("delete", AsyncFile.delete(below));
        attempts.put("look", AsyncPath.information(below));
        attempts.put("list", AsyncDirectory.list(below.getParent()));
        attempts.put("walk", AsyncDirectory.walk(below.getParent()));
        attempts.put("create", AsyncDirectory.create(below));
        attempts.put("watch", AsyncDirectory.watch(below.getParent()));
        try (Nagare nagare = Nagare.multiThread().workers(2).start()) {
            attempts.forEach((name, publisher) -> {
                try {
                    nagare.blockOn(Many.from(publisher).then());
                    System.out.println(name + ": done");
                } catch (FileOperationException failure) {
                    System.out.println(name + ": " + failure.getMessage());
                }
            });
        }
    }
}
