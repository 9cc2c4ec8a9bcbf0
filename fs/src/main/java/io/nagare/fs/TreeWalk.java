package io.nagare.fs;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The entries of a tree, each directory before what is in it. Has the directories above the present entry open. */
final class TreeWalk implements EntryCursor<WalkedEntry> {

    /** A directory that is being listed. */
    private record Level(FileInformation information, DirectoryListing listing, int depth) {}

    private final Path root;
    private final WalkOptions options;
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean started;

    TreeWalk(Path root, WalkOptions options) {
        this.root = root;
        this.options = options;
    }

    @Override
    public @Nullable WalkedEntry next() throws IOException {
        if (!started) {
            started = true;
            return visit(root, 0);
        }
        for (Level level = levels.peek(); level != null; level = levels.peek()) {
            Path child;
            try {
                child = level.listing().next();
            } catch (IOException failure) {
                leave();
                return failure(level.information().path(), level.depth(), level.information(), failure);
            }
            if (child != null) {
                return visit(child, level.depth() + 1);
            }
            leave();
        }
        return null;
    }

    private WalkedEntry visit(Path path, int depth) throws IOException {
        FileInformation information;
        try {
            information = look(path, depth);
        } catch (IOException failure) {
            return failure(path, depth, null, failure);
        }
        if (information.isDirectory() && depth < options.maxDepth()) {
            try {
                enter(information, depth);
            } catch (IOException failure) {
                return failure(path, depth, information, failure);
            }
        }
        return new WalkedEntry(path, depth, information, null);
    }

    /** The root is followed in any case: whoever names a link as the root means what it leads to. */
    private FileInformation look(Path path, int depth) throws IOException {
        if (depth > 0 && !options.followsLinks()) {
            return FileInformation.of(path, false);
        }
        try {
            return FileInformation.of(path, true);
        } catch (IOException leadsNowhere) {
            if (depth == 0) {
                throw leadsNowhere;
            }
            return FileInformation.of(path, false);
        }
    }

    private void enter(FileInformation directory, int depth) throws IOException {
        if (options.followsLinks() && isOpen(directory)) {
            throw new FileSystemLoopException(directory.path().toString());
        }
        DirectoryListing listing = new DirectoryListing(directory.path());
        listing.open();
        levels.push(new Level(directory, listing, depth));
    }

    private boolean isOpen(FileInformation directory) {
        Object key = directory.key();
        return key != null
                && levels.stream().anyMatch(level -> key.equals(level.information().key()));
    }

    private void leave() throws IOException {
        levels.pop().listing().close();
    }

    private WalkedEntry failure(Path path, int depth, @Nullable FileInformation information, IOException cause) {
        FileOperationException failure = FileOperationException.ofDirectory("walk", path, cause);
        if (depth == 0 || !options.reportsFailures()) {
            throw failure;
        }
        return new WalkedEntry(path, depth, information, failure);
    }

    @Override
    public FileOperationException failed(Throwable cause) {
        return cause instanceof FileOperationException known
                ? known
                : FileOperationException.ofDirectory("walk", root, cause);
    }

    @Override
    public void close() throws IOException {
        while (!levels.isEmpty()) {
            leave();
        }
    }
}
