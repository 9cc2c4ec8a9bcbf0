package io.nagare.fs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * Deletes trees. All methods may block.
 *
 * <p>Where the system lets a directory be held on to while what is in it is deleted, each entry is looked at, entered and deleted relative to its
 * directory: who puts a link in the place of a directory meanwhile makes this delete the link and nothing behind it.
 */
final class TreeRemoval {

    private final Stop stop;
    private long removed;

    TreeRemoval(Stop stop) {
        this.stop = stop;
    }

    /** Returns how many entries were deleted. */
    long remove(Path directory) throws IOException {
        requireDirectory(directory);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            empty(entries);
        }
        if (!stop.isSet()) {
            Files.delete(directory);
            removed++;
        }
        return removed;
    }

    void removeIfExists(Path directory) throws IOException {
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            remove(directory);
        }
    }

    static void requireDirectory(Path path) throws IOException {
        if (!FileInformation.of(path, false).isDirectory()) {
            throw new NotDirectoryException(path.toString());
        }
    }

    private void empty(DirectoryStream<Path> entries) throws IOException {
        try {
            for (Path entry : entries) {
                if (stop.isSet()) {
                    return;
                }
                try {
                    if (entries instanceof SecureDirectoryStream<Path> held) {
                        delete(held, entry);
                    } else {
                        delete(entry);
                    }
                } catch (NoSuchFileException deletedMeanwhile) {
                    continue;
                }
            }
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private void delete(SecureDirectoryStream<Path> parent, Path entry) throws IOException {
        Path name = entry.getFileName();
        boolean isDirectory = parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
        if (isDirectory) {
            try (SecureDirectoryStream<Path> entries =
                    parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                empty(entries);
            }
        }
        if (stop.isSet()) {
            return;
        }
        if (isDirectory) {
            parent.deleteDirectory(name);
        } else {
            parent.deleteFile(name);
        }
        removed++;
    }

    private void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            remove(entry);
        } else {
            Files.delete(entry);
            removed++;
        }
    }
}
