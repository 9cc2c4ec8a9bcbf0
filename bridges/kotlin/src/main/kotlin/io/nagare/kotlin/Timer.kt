package io.nagare.kotlin

import io.nagare.driver.Driver
import io.nagare.driver.Leaf
import io.nagare.driver.Strand
import io.nagare.driver.StrandSubscriber
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import kotlinx.coroutines.DisposableHandle
import org.reactivestreams.Publisher

/**
 * Calls an action on a worker after a delay, or another one when the runtime is closed before that. Any thread may
 * dispose of it, after [start] has returned.
 *
 * Always holds: one action is called, or it was disposed of.
 */
internal class Timer(
    private val strand: TimerStrand,
    private val reached: () -> Unit,
    private val closed: () -> Unit,
) : Leaf(strand), DisposableHandle {

    private val deadline = strand.driver().deadline(this)
    private val over = AtomicBoolean()

    fun start(unit: TimeUnit, delay: Long) {
        if (strand.driver().isClosed) {
            end(closed)
            return
        }
        // Capped at 73 years, so that the sum does not overflow.
        val nanos = unit.toNanos(delay).coerceAtMost(Long.MAX_VALUE / 4)
        deadline.arm(strand.driver().time().nanoTime() + nanos)
    }

    /** Closing the runtime reaches all deadlines. */
    override fun run() {
        if (deadline.reached()) {
            end(if (strand.driver().isClosed) closed else reached)
        }
    }

    private fun end(action: () -> Unit) {
        if (over.compareAndSet(false, true)) {
            action()
        }
    }

    override fun dispose() {
        if (over.compareAndSet(false, true)) {
            deadline.disarm()
        }
    }
}

/** A strand for leaves that have nothing but a deadline: each is run as a task of its own. Any thread may call. */
internal class TimerStrand(private val driver: Driver) : Strand {

    override fun enqueue(leaf: Leaf) {
        driver.dispatch { leaf.step() }
    }

    override fun isCurrent(): Boolean = true

    override fun <T : Any> attach(publisher: Publisher<out T>, subscriber: StrandSubscriber<T>): Unit =
        throw UnsupportedOperationException("no stream runs here")

    override fun spend(units: Int): Boolean = true

    override fun discard(item: Any?) {}

    override fun driver(): Driver = driver
}
