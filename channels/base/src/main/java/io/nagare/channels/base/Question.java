package io.nagare.channels.base;

/**
 * Something that is asked on each link until there is an answer. Any thread calls it; a call must be quick.
 *
 * @param <L> the type of a link, which is one connection to the server
 * @since 0.1
 */
public interface Question<L> {

    /** Asks, perhaps again. Code that gets the answer calls {@link Questions#withdraw}. */
    void on(L link);

    /** There will be no answer. */
    void failed(Throwable failure);
}
