package io.nagare.fs.contract;

/** What a file is. */
public enum FileType {
    /** A file with content of its own. */
    REGULAR,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link, when it is not followed or leads nowhere. */
    SYMBOLIC_LINK,
    /** A device, a pipe, a socket and the like. */
    OTHER
}
