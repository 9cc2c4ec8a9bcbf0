package io.nagare.driver;

/**
 * A listening channel of a network that accepts connections before its user does. So {@code accept} may find none,
 * although one has arrived. Whoever closes the channel would reset that one.
 *
 * @since 0.1
 */
public interface AcceptsAhead {

    /**
     * Accepts ahead no more. Once this has returned {@code true}, {@code accept} finds every connection that has
     * arrived. Until then the channel is reported ready when it is time to call this again. Any thread may call it.
     *
     * @return whether nothing is accepted ahead any more, and everything that was has been taken
     */
    boolean stopAcceptingAhead();
}
