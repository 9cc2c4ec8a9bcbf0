package io.nagare.failure;

/**
 * An item needed another group when as many groups were open as {@code groupBy} may have.
 *
 * @since 0.1
 */
public final class TooManyGroupsException extends NagareException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    /**
     * Names the key and the bound.
     *
     * @param key the item's key
     * @param limit how many groups may be open
     */
    public TooManyGroupsException(Object key, int limit) {
        super("groupBy: key " + key + " needs a group of its own, but all " + limit
                + " groups are open; raise Grouping.atMost, let idle groups end (closeIdleAfter, evictOldestIdle),"
                + " or use mapPartitioned, which needs no groups");
        this.limit = limit;
    }

    /** How many groups may be open. */
    public int limit() {
        return limit;
    }
}
