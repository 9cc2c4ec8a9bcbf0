package io.nagare.fs.contract;

/**
 * How a tree is walked.
 *
 * @param maxDepth how far below the root the walk goes, at least 0; 0 is the root alone
 * @param followsLinks whether symbolic links to directories are entered
 * @param reportsFailures whether a failure below the root becomes an entry; otherwise it fails the stream
 */
public record WalkOptions(int maxDepth, boolean followsLinks, boolean reportsFailures) {

    private static final WalkOptions DEFAULTS = new WalkOptions(Integer.MAX_VALUE, false, false);

    /** Checks the range. */
    public WalkOptions {
        if (maxDepth < 0) {
            throw new IllegalArgumentException("a walk's depth must be at least 0, but was " + maxDepth);
        }
    }

    /** The whole tree; links are not followed, and the first failure ends the stream. */
    public static WalkOptions defaults() {
        return DEFAULTS;
    }

    /** The same, going no further below the root than that, at least 0. */
    public WalkOptions maxDepth(int depth) {
        return new WalkOptions(depth, followsLinks, reportsFailures);
    }

    /**
     * The same, entering the directories that symbolic links lead to. An entry then tells of a link's target, of the link itself only if it leads
     * nowhere; a link back to a directory that is being walked is a failure.
     */
    public WalkOptions followLinks() {
        return new WalkOptions(maxDepth, true, reportsFailures);
    }

    /** The same, with an entry for what cannot be looked at or listed, after which the walk goes on. */
    public WalkOptions reportFailures() {
        return new WalkOptions(maxDepth, followsLinks, true);
    }
}
