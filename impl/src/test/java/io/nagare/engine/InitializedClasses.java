package io.nagare.engine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the classes of a module that have a static initializer, in the module's class files. */
public final class InitializedClasses {

    private static final byte[] INITIALIZER = "<clinit>".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".class";

    private InitializedClasses() {}

    /** Returns such classes in the module of {@code anchor} that are not in {@code named}. */
    public static SortedSet<String> missing(Class<?> anchor, List<String> named)
            throws IOException, URISyntaxException {
        Path root = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        SortedSet<String> missing = new TreeSet<>();
        if (Files.isDirectory(root)) {
            collect(root, missing);
        } else {
            try (FileSystem archive = FileSystems.newFileSystem(root)) {
                collect(archive.getPath("/"), missing);
            }
        }
        named.forEach(missing::remove);
        return missing;
    }

    private static void collect(Path root, SortedSet<String> found) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String path = root.relativize(file).toString();
                if (path.endsWith(SUFFIX) && contains(Files.readAllBytes(file))) {
                    found.add(path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'));
                }
            }
        }
    }

    private static boolean contains(byte[] content) {
        for (int i = 0; i + INITIALIZER.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + INITIALIZER.length, INITIALIZER, 0, INITIALIZER.length)) {
                return true;
            }
        }
        return false;
    }
}
