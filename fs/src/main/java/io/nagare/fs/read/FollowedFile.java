package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read as it grows. If another file takes its place under its path, that one is read next. Before each
 * job reads, this looks at what has happened to the file.
 *
 * <p>A writer may go on with a file that was moved away until it opens the new one. So this leaves the old file only
 * when the new one has content and the old one has not grown between two looks.
 */
final class FollowedFile extends OpenFile {

    /** How many looks may find that the old file has grown, while there is a new one with content. */
    private static final int MOST_LOOKS = 100;

    private static final Bytes LINE_FEED = Bytes.copyOf((byte) '\n');

    private final FollowOptions options;

    /** Gets the place of each chunk. Null if places are not wanted: then this ends a broken line with a line feed. */
    private final @Nullable Queue<ChunkPlace> places;

    private boolean started;
    private boolean restarted;
    private boolean inLine;
    private int looksAtOld;

    FollowedFile(Path path, FollowOptions options, @Nullable Queue<ChunkPlace> places) {
        super(path, ReadOptions.defaults().chunkSize(options.chunkSize()));
        this.options = options;
        this.places = places;
    }

    @Override
    void open() throws IOException {
        if (isOpen() && looksAtOld > 0 && (channel().size() <= position() || looksAtOld > MOST_LOOKS)) {
            close();
            restart();
        }
        if (!isOpen()) {
            openIfThere();
            return;
        }
        if (channel().size() < position()) {
            restart();
        }
        looksAtOld = hasSuccessor() ? looksAtOld + 1 : 0;
    }

    private void restart() {
        position(0);
        restarted = true;
        looksAtOld = 0;
    }

    private void openIfThere() throws IOException {
        boolean first = !started;
        started = true;
        try {
            super.open();
        } catch (NoSuchFileException notThereYet) {
            return;
        }
        if (!first) {
            return;
        }
        long size = channel().size();
        if (options.fromEnd()) {
            position(size);
        } else if (options.position() <= size) {
            position(options.position());
        } else {
            restart();
        }
    }

    /** Whether the path leads to another file, in which something has been written. */
    private boolean hasSuccessor() throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path(), BasicFileAttributes.class);
            return key() != null && !key().equals(found.fileKey()) && found.size() > 0;
        } catch (NoSuchFileException notThereYet) {
            return false;
        }
    }

    @Override
    int expected() throws IOException {
        return isAtEnd() ? 0 : super.expected();
    }

    @Override
    boolean isAtEnd() throws IOException {
        return !isOpen() || channel().size() <= position();
    }

    @Override
    @Nullable Bytes inserted() {
        if (!restarted || places != null) {
            return null;
        }
        restarted = false;
        boolean wasInLine = inLine;
        inLine = false;
        return wasInLine ? LINE_FEED : null;
    }

    @Override
    void wasRead(Bytes chunk) {
        inLine = chunk.get(chunk.length() - 1) != '\n';
        if (places != null) {
            places.add(new ChunkPlace(position() - chunk.length(), restarted));
            restarted = false;
        }
    }

    @Override
    boolean isFollowed() {
        return true;
    }
}
