package io.nagare.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read as it grows, and, when another has taken its place under its name, that one. Before each job reads, it is looked for what has
 * happened to the file: the one that was replaced is read once more to its end, so that what was written to it last is not lost.
 */
final class FollowedFile extends OpenFile {

    private final boolean fromEnd;

    /** What identifies the open file; null if the file system has no such thing, and so no replacement is noticed. */
    private @Nullable Object key;

    private boolean started;
    private boolean replaced;

    FollowedFile(Path path, FollowOptions options) {
        super(path, ReadOptions.defaults().chunkSize(options.chunkSize()));
        this.fromEnd = options.fromEnd();
    }

    @Override
    void open() throws IOException {
        if (replaced) {
            close();
            position(0);
            replaced = false;
        }
        if (!isOpen()) {
            openIfThere();
            return;
        }
        if (opened().size() < position()) {
            position(0);
        }
        replaced = isReplaced();
    }

    private void openIfThere() throws IOException {
        boolean first = !started;
        started = true;
        try {
            openWithKey();
        } catch (NoSuchFileException notThereYet) {
            close();
            return;
        }
        if (first && fromEnd) {
            position(opened().size());
        }
    }

    /** The key belongs to what was opened if it was the path's before and after. */
    private void openWithKey() throws IOException {
        for (; ; ) {
            Object before = attributes().fileKey();
            super.open();
            key = attributes().fileKey();
            if (Objects.equals(before, key)) {
                return;
            }
            close();
        }
    }

    private boolean isReplaced() throws IOException {
        try {
            return key != null && !Objects.equals(key, attributes().fileKey());
        } catch (NoSuchFileException removed) {
            return true;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path(), BasicFileAttributes.class);
    }

    @Override
    int expected() throws IOException {
        return isOpen() && opened().size() > position() ? super.expected() : 0;
    }

    @Override
    boolean isFollowed() {
        return true;
    }
}
