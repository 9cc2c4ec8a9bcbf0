package io.nagare.redis;

import io.nagare.redis.failure.ChannelSettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that was taken from a queue, and must be answered for. Immutable.
 *
 * @param made what the queue was made as
 * @param attempt how often it was taken, this time included
 */
record Taken(String made, long attempt, Entry entry) {

    /**
     * Reads an answer of {@link Script#TAKE}.
     *
     * @throws ChannelSettingsException if another program has written an entry; then the others are given back
     */
    static List<Taken> all(ChannelHandle handle, String made, List<Object> answer) {
        List<Taken> taken = new ArrayList<>();
        ChannelSettingsException found = null;
        for (int i = 4; i + 1 < answer.size(); i += 2) {
            long attempt = Replies.number(answer, i);
            try {
                taken.add(new Taken(made, attempt, Entry.of(handle.keys(), answer.get(i + 1))));
            } catch (ChannelSettingsException foreign) {
                found = foreign;
            }
        }
        if (found != null) {
            taken.forEach(each -> each.giveBack(handle));
            throw found;
        }
        return taken;
    }

    /** Gives the value back at once, if there is a connection. Otherwise it comes again when its time is over. */
    void giveBack(ChannelHandle handle) {
        ChannelEnd.Looked now = handle.ready();
        if (now != null) {
            handle.linking()
                    .dispatch(() -> handle.api()
                            .run(
                                    now.link(),
                                    Script.BACK,
                                    (on, answer) -> {},
                                    failure -> {},
                                    made,
                                    entry.number(),
                                    attempt,
                                    0));
        }
    }
}
