package io.nagare.redis;

import io.nagare.redis.failure.ChannelSettingsException;
import java.util.List;

/**
 * What a channel held when the server was asked. Immutable.
 *
 * @param made what the channel was made as; another channel of the same name has another text
 * @param last the number of the newest value that was ever sent; 0 if there was none
 * @param end the number of the last value of a closed channel; -1 of an open one
 * @param first the number of the oldest value that is kept; one more than {@code last} if there is none
 * @param known when the value with the number that was asked for was stored; 0 if it is not kept
 * @param values how many values are kept
 */
record Extent(
        String made,
        String kind,
        long capacity,
        long answerWithin,
        long unanswered,
        long last,
        long end,
        long first,
        long known,
        long values) {

    /**
     * Reads an answer of {@link Script#LOOK}.
     *
     * @throws ChannelSettingsException if another program has written the first entry, or the last one in such a way
     *     that no value can come behind it
     */
    static Extent of(ChannelKeys keys, List<Object> answer) {
        long last = Replies.number(answer, 6);
        String first = Replies.text(answer, 8);
        String known = Replies.text(answer, 9);
        String newest = Replies.text(answer, 11);
        if (!newest.isEmpty() && Entry.numberOf(newest) < 0) {
            throw new ChannelSettingsException(
                    keys.name(),
                    List.of("another program has written the entry " + newest + " into the key " + keys.values()
                            + ", and no value can come behind it. Delete the keys " + keys.all()));
        }
        if (!first.isEmpty() && Entry.numberOf(first) < 0) {
            throw Entry.foreign(keys, first);
        }
        long knownTime = known.isEmpty() ? 0 : Replies.numberOr(known, -1);
        if (knownTime < 0) {
            throw Entry.foreign(keys, Replies.text(answer, 12));
        }
        return new Extent(
                Replies.text(answer, 1),
                Replies.text(answer, 2),
                Replies.number(answer, 3),
                Replies.number(answer, 4),
                Replies.number(answer, 5),
                last,
                Replies.number(answer, 7),
                first.isEmpty() ? last + 1 : Entry.numberOf(first),
                knownTime,
                Replies.number(answer, 10));
    }
}
