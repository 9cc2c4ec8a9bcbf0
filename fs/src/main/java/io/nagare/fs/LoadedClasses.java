package io.nagare.fs;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes that have something to initialize, and those that a file needs to fail and to be closed. They are loaded
 * when the first operation is begun. A class whose initialization has failed once, for want of memory say, is never
 * there again.
 */
final class LoadedClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.fs.AtomicReplacement",
            "io.nagare.fs.ChunkQueue",
            "io.nagare.fs.FileChange$Kind",
            "io.nagare.fs.FileFailure",
            "io.nagare.fs.FileOpening",
            "io.nagare.fs.FileOperationException",
            "io.nagare.fs.FileState",
            "io.nagare.fs.FileType",
            "io.nagare.fs.FollowOptions",
            "io.nagare.fs.FollowedFile",
            "io.nagare.fs.HeldDirectory",
            "io.nagare.fs.Leftovers",
            "io.nagare.fs.LockMode",
            "io.nagare.fs.LockTable",
            "io.nagare.fs.LockTable$Use",
            "io.nagare.fs.NewFile",
            "io.nagare.fs.OpenFile",
            "io.nagare.fs.ReadOptions",
            "io.nagare.fs.SharedWatcher",
            "io.nagare.fs.Stat",
            "io.nagare.fs.UsingSource",
            "io.nagare.fs.WalkOptions",
            "io.nagare.fs.WatchScope",
            "io.nagare.fs.WorkBatch",
            "io.nagare.fs.WriteOptions",
            "io.nagare.fs.WriteOptions$Mode",
            "io.nagare.fs.WriteOptions$Sync",
            "io.nagare.fs.WrittenFile$1");

    private static final EagerClasses ALL = new EagerClasses(LoadedClasses.class, NAMES);

    private LoadedClasses() {}

    /** Loads them unless that was done before. Never throws. */
    static void once() {
        ALL.load();
    }
}
