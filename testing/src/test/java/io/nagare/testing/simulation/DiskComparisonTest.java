package io.nagare.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same operations, drawn at random, on a simulated disk and on the system's: each must have the same outcome. */
class DiskComparisonTest {

    private static final int HISTORIES = 300;
    private static final int OPERATIONS = 60;

    private static final List<String> NAMES =
            List.of("a", "b", "c", "a/b", "a/c", "b/a", "a/b/c", ".", "a/..", "b/../c");

    private static final List<Set<OpenOption>> MODES = List.of(
            Set.of(StandardOpenOption.WRITE),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
            Set.of(StandardOpenOption.APPEND, StandardOpenOption.CREATE));

    private static final List<List<CopyOption>> MOVES = List.of(
            List.of(), List.of(StandardCopyOption.REPLACE_EXISTING), List.of(StandardCopyOption.ATOMIC_MOVE));

    /** Does something below a root, and says what came of it. */
    @FunctionalInterface
    private interface Operation {

        Object on(Path root) throws IOException;
    }

    private static String outcome(Operation operation, Path root) {
        try {
            return String.valueOf(operation.on(root));
        } catch (NoSuchFileException | NotDirectoryException failure) {
            return "it is not there";
        } catch (FileSystemException failure) {
            String reason = String.valueOf(failure.getReason());
            if (reason.equals("Not a directory")) {
                return "it is not there";
            }
            if (reason.startsWith("Too many levels")) {
                return "too many links";
            }
            return failure.getClass().getSimpleName() + ": " + failure.getReason();
        } catch (IOException failure) {
            return failure.getMessage().startsWith("Too many levels") ? "too many links" : failure.getMessage();
        }
    }

    private final Random random = new Random(21);

    /** The last operation that was drawn. */
    private String drawn = "";

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private Operation drawn() {
        String name = one(NAMES);
        String other = one(NAMES);
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        int position = random.nextInt(30);
        boolean follows = random.nextBoolean();
        LinkOption[] links = follows ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        Set<OpenOption> mode = one(MODES);
        CopyOption[] moving = one(MOVES).toArray(CopyOption[]::new);
        int kind = random.nextInt(18);
        drawn = "operation of kind " + kind + " on " + name + " and " + other + " with " + mode + ", "
                + List.of(moving) + ", follows links: " + follows;
        return switch (kind) {
            case 0, 1 -> root -> write(root.resolve(name), mode, bytes, position);
            case 2 -> root -> Arrays.toString(Files.readAllBytes(root.resolve(name)));
            case 3, 4 -> root -> Files.createDirectory(root.resolve(name)).getFileName();
            case 5 -> root -> deleted(root.resolve(name));
            case 6, 7 -> root -> Files.move(root.resolve(name), root.resolve(other), moving).getFileName();
            case 8 -> root -> Files.createSymbolicLink(root.resolve(name), root.getFileSystem().getPath(other))
                    .getFileName();
            case 9 -> root -> Files.createLink(root.resolve(name), root.resolve(other)).getFileName();
            case 10 -> root -> list(root.resolve(name));
            case 11 -> root -> described(Files.readAttributes(root.resolve(name), BasicFileAttributes.class, links));
            case 12 -> root -> root.toRealPath().relativize(root.resolve(name).toRealPath());
            case 13 -> root -> Files.isSameFile(root.resolve(name), root.resolve(other));
            case 14 -> root -> Files.readSymbolicLink(root.resolve(name));
            case 15 -> root -> truncated(root.resolve(name), position);
            case 16 -> root -> copied(root.resolve(name), root.resolve(other), follows);
            default -> held(one(List.of("a", "b", "c")), one(List.of("a", "b", "c")), random.nextInt(4), mode, bytes);
        };
    }

    private static Object write(Path path, Set<OpenOption> mode, byte[] bytes, int position) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.position(position);
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            return channel.size() + " " + channel.position();
        }
    }

    private static Object truncated(Path path, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return channel.truncate(size).size();
        }
    }

    private static Object deleted(Path path) throws IOException {
        Files.delete(path);
        return "deleted";
    }

    private static Object copied(Path from, Path to, boolean replaces) throws IOException {
        CopyOption[] options =
                replaces ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
        return Files.copy(from, to, options).getFileName();
    }

    private static Object list(Path path) throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        return names;
    }

    private static Object described(BasicFileAttributes found) {
        String size = found.isRegularFile() ? " of " + found.size() : "";
        return (found.isRegularFile() ? "file" : found.isDirectory() ? "directory" : "link") + size;
    }

    /** Something in a directory that is held open. */
    private static Operation held(String name, String other, int what, Set<OpenOption> mode, byte[] bytes) {
        return root -> {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve("a"))) {
                SecureDirectoryStream<Path> directory = (SecureDirectoryStream<Path>) stream;
                Path entry = root.getFileSystem().getPath(name);
                Path second = root.getFileSystem().getPath(other);
                switch (what) {
                    case 0 -> directory.deleteFile(entry);
                    case 1 -> directory.deleteDirectory(entry);
                    case 2 -> directory.move(entry, directory, second);
                    default -> {
                        try (var channel = directory.newByteChannel(entry, mode)) {
                            channel.write(ByteBuffer.wrap(bytes));
                        }
                    }
                }
                return described(directory
                        .getFileAttributeView(second, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes());
            }
        };
    }

    /** Everything below a root. */
    private static List<String> content(Path root) throws IOException {
        List<String> all = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes found) {
                all.add(root.relativize(directory) + "/");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                String bytes = found.isRegularFile() ? Arrays.toString(Files.readAllBytes(file)) : "";
                all.add(root.relativize(file) + " " + described(found) + " " + bytes);
                return FileVisitResult.CONTINUE;
            }
        });
        all.sort(null);
        return all;
    }

    @Test
    void hasTheSameOutcomes(@TempDir Path directory) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            Assumptions.assumeTrue(stream instanceof SecureDirectoryStream<Path>, "the system cannot hold directories");
        }
        for (int history = 0; history < HISTORIES; history++) {
            // So deep that no link leads out of it.
            String root = "history" + history + "/x/x/x/x/x/x";
            Path real = Files.createDirectories(directory.resolve(root));
            try (Simulation simulation = Simulation.start(history)) {
                Path simulated = Files.createDirectories(
                        simulation.host("host").disk().path("/" + root));
                for (int i = 0; i < OPERATIONS; i++) {
                    Operation operation = drawn();
                    String where = "history " + history + ", " + drawn + ", before: " + content(real);
                    assertEquals(outcome(operation, real), outcome(operation, simulated), where);
                    assertEquals(content(real), content(simulated), where);
                }
            }
        }
    }
}
