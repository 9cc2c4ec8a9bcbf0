package io.nagare.kotlin

import io.nagare.Nagare
import io.nagare.driver.DiscardingSubscription
import org.reactivestreams.Subscription

/** Lets the stream discard an item, or closes the item if the stream is somebody's own. Never throws. Any thread. */
internal fun Subscription?.discard(item: Any) {
    if (this is DiscardingSubscription) {
        discard(item)
    } else if (item is AutoCloseable) {
        try {
            item.close()
        } catch (failure: Throwable) {
            Nagare.current().driver().unseen(failure, "closing an item that nobody got")
        }
    }
}
