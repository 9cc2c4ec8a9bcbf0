package io.nagare.fs.contract;

/** Who else may have a file locked at the same time. */
public enum LockMode {
    /** Others that lock it shared, as for reading. */
    SHARED,
    /** Nobody, as for writing. */
    EXCLUSIVE
}
