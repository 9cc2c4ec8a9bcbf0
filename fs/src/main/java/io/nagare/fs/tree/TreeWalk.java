package io.nagare.fs.tree;

import io.nagare.driver.DiskPath;
import io.nagare.fs.contract.FileInformation;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.WalkOptions;
import io.nagare.fs.contract.WalkedEntry;
import io.nagare.fs.failure.FileFailure;
import io.nagare.fs.handle.HeldDirectory;
import io.nagare.fs.handle.Stat;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tree of any depth, each directory before its content. Each entry is looked at and entered relative
 * to its directory, see {@link HeldDirectory}. The number of open directories is bounded, see {@link TreeLevels}.
 */
public final class TreeWalk implements EntryCursor<WalkedEntry> {

    private final Path root;
    private final WalkOptions options;
    private boolean started;

    /** Null before there is a directory to go through. */
    private @Nullable TreeLevels levels;

    public TreeWalk(Path root, WalkOptions options) {
        this.root = root;
        this.options = options;
    }

    @Override
    public @Nullable WalkedEntry next() throws IOException {
        if (!started) {
            started = true;
            return begin();
        }
        TreeLevels open = levels;
        while (open != null && !open.isEmpty()) {
            Path name;
            try {
                name = open.next();
            } catch (IOException failure) {
                FileInformation directory = open.information();
                int depth = open.depth();
                open.leave();
                return failure(directory.path(), depth, directory, failure);
            }
            if (name != null) {
                return visit(open, name);
            }
            open.leave();
        }
        return null;
    }

    /** A root that is a link is always followed: the caller means the directory that it leads to. */
    private WalkedEntry begin() {
        FileInformation information = null;
        try {
            information = Stat.of(root, true);
            if (information.isDirectory() && options.maxDepth() > 0) {
                levels = new TreeLevels(HeldDirectory.open(root), information, true);
            }
            return entry(root, 0, information, null);
        } catch (IOException failure) {
            return failure(root, 0, information, failure);
        }
    }

    private WalkedEntry visit(TreeLevels open, Path name) {
        int depth = open.depth() + 1;
        Path path = open.information().path().resolve(name);
        FileInformation information = null;
        try {
            information = Stat.at(path, look(open.current(), name));
            if (information.isDirectory() && depth < options.maxDepth()) {
                enter(open, name, information);
            }
            return entry(path, depth, information, null);
        } catch (IOException failure) {
            return failure(path, depth, information, failure);
        }
    }

    private FileInformation look(HeldDirectory directory, Path name) throws IOException {
        if (options.followsLinks()) {
            try {
                return directory.look(name, true);
            } catch (IOException leadsNowhere) {
                return directory.look(name, false);
            }
        }
        return directory.look(name, false);
    }

    private void enter(TreeLevels open, Path name, FileInformation directory) throws IOException {
        if (options.followsLinks() && open.contains(directory)) {
            throw new FileSystemLoopException(directory.path().toString());
        }
        open.enter(name, directory);
    }

    private WalkedEntry failure(Path path, int depth, @Nullable FileInformation information, IOException cause) {
        FileOperationException failure = FileFailure.ofDirectory("walk", path, cause);
        if (depth == 0 || !options.reportsFailures()) {
            throw failure;
        }
        return entry(path, depth, information, failure);
    }

    /** Makes an entry with the program's path. */
    private static WalkedEntry entry(
            Path path,
            int depth,
            @Nullable FileInformation information,
            @Nullable FileOperationException failure) {
        Path shown = DiskPath.program(path);
        FileInformation known = information == null || shown == path ? information : Stat.at(shown, information);
        return new WalkedEntry(shown, depth, known, failure);
    }

    @Override
    public FileOperationException failed(Throwable cause) {
        return cause instanceof FileOperationException known
                ? known
                : FileFailure.ofDirectory("walk", root, cause);
    }

    @Override
    public void close() throws IOException {
        if (levels != null) {
            levels.close();
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
