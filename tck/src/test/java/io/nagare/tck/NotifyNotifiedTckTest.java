package io.nagare.tck;

import io.nagare.sync.Notify;
import org.reactivestreams.Publisher;

/** {@code Notify.notified()}. */
public class NotifyNotifiedTckTest extends SourceTck<Void> {

    @Override
    protected Publisher<Void> of(long n) {
        Notify notify = Notify.create();
        notify.notifyOne();
        return notify.notified();
    }

    @Override
    public long maxElementsFromPublisher() {
        return 0;
    }
}
