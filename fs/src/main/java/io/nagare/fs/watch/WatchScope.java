package io.nagare.fs.watch;

/** What is watched. */
public enum WatchScope {
    /** One file, there or not; its directory is watched for it. */
    FILE,
    /** What is in a directory. */
    DIRECTORY,
    /** All that is below a directory. */
    TREE
}
