package io.nagare.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The folder of the site. Files are named by their paths from it, with slashes. */
final class Output {

    /** The file that says that a folder is a site's. */
    private static final String MARK = ".nagare-site";

    private final Path folder;

    Output(Path folder) {
        this.folder = folder;
    }

    /**
     * Deletes what an earlier run has made. A folder that has files and was not made by this program is refused:
     * whoever named it may have meant another.
     */
    void clear() throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
        }
        List<Path> old;
        try (Stream<Path> files = Files.walk(folder)) {
            old = files.sorted(Comparator.reverseOrder()).filter(file -> !file.equals(folder)).toList();
        }
        if (!old.isEmpty() && !Files.exists(folder.resolve(MARK))) {
            throw new IOException(folder + " has files that are not of a site, so it is not cleared: name another");
        }
        for (Path file : old) {
            if (!file.endsWith(MARK)) {
                Files.delete(file);
            }
        }
        Files.writeString(folder.resolve(MARK), "Made by the site's program, which deletes all that is here.\n");
    }

    void write(String file, String text) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    /** Copies a file of the checkout. */
    void copy(Path source, String file) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Copies a resource of this program. */
    void copyResource(String name) throws IOException {
        try (InputStream resource = Objects.requireNonNull(Output.class.getResourceAsStream(name), name)) {
            Path target = folder.resolve("assets").resolve(name);
            Files.createDirectories(target.getParent());
            Files.copy(resource, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
