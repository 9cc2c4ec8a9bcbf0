package io.nagare.fs.work;

import io.nagare.driver.EagerClasses;
import java.util.List;

/**
 * The classes that have something to initialize, and those that are needed when a file fails or is closed. They are
 * loaded when the first operation begins. If the initialization of a class fails once, for example because memory is
 * short, the class can never be used again.
 */
public final class LoadedClasses {

    static final List<String> NAMES = List.of(
            "io.nagare.fs.contract.FileChange$Kind",
            "io.nagare.fs.contract.FileOperationException",
            "io.nagare.fs.contract.FileType",
            "io.nagare.fs.contract.FollowOptions",
            "io.nagare.fs.contract.LockMode",
            "io.nagare.fs.contract.ReadOptions",
            "io.nagare.fs.contract.WalkOptions",
            "io.nagare.fs.contract.WriteOptions",
            "io.nagare.fs.contract.WriteOptions$Mode",
            "io.nagare.fs.contract.WriteOptions$Sync",
            "io.nagare.fs.failure.FileFailure",
            "io.nagare.fs.handle.FileOpening",
            "io.nagare.fs.handle.HeldDirectory",
            "io.nagare.fs.handle.LockTable",
            "io.nagare.fs.handle.LockTable$Use",
            "io.nagare.fs.handle.Stat",
            "io.nagare.fs.read.ChunkQueue",
            "io.nagare.fs.read.FollowedFile",
            "io.nagare.fs.read.OpenFile",
            "io.nagare.fs.resource.Leftovers",
            "io.nagare.fs.resource.UsingSource",
            "io.nagare.fs.watch.SharedWatcher",
            "io.nagare.fs.watch.WatchScope",
            "io.nagare.fs.work.FileState",
            "io.nagare.fs.work.WorkBatch",
            "io.nagare.fs.write.AtomicReplacement",
            "io.nagare.fs.write.NewFile",
            "io.nagare.fs.write.WrittenFile$1");

    private static final EagerClasses ALL = new EagerClasses(LoadedClasses.class, NAMES);

    private LoadedClasses() {}

    /** Loads them unless that was done before. Never throws. */
    public static void once() {
        ALL.load();
    }
}
