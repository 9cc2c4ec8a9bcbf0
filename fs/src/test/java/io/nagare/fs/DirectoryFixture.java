package io.nagare.fs;

import io.nagare.Many;
import io.nagare.One;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What the tests of directories make and ask for. */
abstract class DirectoryFixture extends FileFixture {

    static final Duration LIMIT = Duration.ofSeconds(20);

    /** Makes empty files, and directories of what ends in a slash, with those above them. */
    final void make(String... paths) throws IOException {
        for (String path : paths) {
            Path full = directory.resolve(path);
            if (path.endsWith("/")) {
                Files.createDirectories(full);
            } else {
                Files.createDirectories(full.getParent());
                Files.createFile(full);
            }
        }
    }

    /** Makes that many files. */
    final Path filled(String name, int count) throws IOException {
        Path parent = Files.createDirectories(directory.resolve(name));
        for (int i = 0; i < count; i++) {
            Files.createFile(parent.resolve("file" + i));
        }
        return parent;
    }

    final Path at(String path) {
        return directory.resolve(path);
    }

    final <T> T get(One<T> one) {
        return nagare.blockOn(one, LIMIT);
    }

    final <T> List<T> all(Many<T> many) {
        return get(many.collectList());
    }

    /** The paths as seen from the directory, sorted, with a slash between names. */
    final String names(List<Path> paths) {
        return paths.stream()
                .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
