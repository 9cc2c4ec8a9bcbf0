package io.nagare;

/**
 * An item came whose key needs a group of its own when there were as many groups as there may be.
 *
 * @since 0.1
 */
public final class TooManyGroupsException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    /**
     * Tells the key and the bound.
     *
     * @param key the item's key
     * @param limit how many groups there may be
     */
    public TooManyGroupsException(Object key, int limit) {
        super("groupBy: key " + key + " needs a group of its own, but all " + limit
                + " groups are open; raise Grouping.atMost, let idle groups end (closeIdleAfter, evictOldestIdle),"
                + " or use mapPartitioned, which needs no groups");
        this.limit = limit;
    }

    /** How many groups there may be. */
    public int limit() {
        return limit;
    }
}
