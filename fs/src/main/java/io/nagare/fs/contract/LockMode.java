package io.nagare.fs.contract;

/** Whether others may hold a lock on a file at the same time. */
public enum LockMode {
    /** Others that lock it shared too. For reading. */
    SHARED,
    /** Nobody. For writing. */
    EXCLUSIVE
}
