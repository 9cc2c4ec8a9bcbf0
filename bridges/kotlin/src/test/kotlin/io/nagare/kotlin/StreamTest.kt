package io.nagare.kotlin

import io.nagare.Many
import io.nagare.Nagare
import io.nagare.One
import io.nagare.failure.RuntimeClosedException
import io.nagare.testing.TestSubscriber
import io.nagare.testing.VirtualRuntime
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Coroutines and flows as streams. */
class StreamTest : RuntimeTest() {

    private class Uncopied(val number: Int) : RuntimeException("number $number")

    private class Held(private val closed: AtomicInteger) : AutoCloseable {
        override fun close() {
            closed.incrementAndGet()
        }
    }

    /** The block may make one item more than was requested, which nobody gets. */
    @Test
    fun anItemThatNobodyAsksForAnyMoreIsDiscarded() {
        val made = AtomicInteger()
        val closed = AtomicInteger()
        val ended = CountDownLatch(2)
        val block: suspend (FlowCollector<Held>) -> Unit = { collector ->
            try {
                repeat(10) {
                    made.incrementAndGet()
                    collector.emit(Held(closed))
                }
            } finally {
                ended.countDown()
            }
        }
        for (stream in listOf(many { block(this) }, flow { block(this) }.asMany())) {
            stream.take(3).all().forEach { it.close() }
        }
        assertTrue(ended.await(20, TimeUnit.SECONDS))
        while (closed.get() < made.get()) {
            Thread.onSpinWait()
        }
        assertEquals(made.get(), closed.get())
    }

    private fun <T : Any> Many<T>.all(): List<T> = nagare.blockOn(collectList())!!

    @Test
    fun theItemsInTheirOrder() {
        val all = (0 until 10_000).toList()
        assertEquals(all, all.asFlow().asMany().all())
        assertEquals(all, all.asFlow().asMany(Dispatchers.Unconfined).all())
        assertEquals(all, all.asFlow().asMany(Dispatchers.Default).runOn(nagare).all())
        assertEquals(all, channelFlow { all.forEach { send(it) } }.asMany().all())
        assertEquals(all, all.asFlow().asMany().asFlow(3).asMany().asFlow().asMany().all())
        assertEquals(listOf(1, 2), many { emit(1); emit(2) }.all())
        assertEquals(listOf<Int>(), many<Int> {}.all())
    }

    @Test
    fun aBlockHasAResultOrNone() {
        assertEquals(3, nagare.blockOn(one { 3 }))
        assertNull(nagare.blockOn(one<Int> { null }))
        assertEquals(4, nagare.blockOn(one {
            launch { delay(1) }
            One.just(3).await() + 1
        }))
    }

    @Test
    fun nothingRunsBeforeThereIsDemand() {
        val begun = AtomicInteger()
        val emitted = CountDownLatch(2)
        val subscriber = TestSubscriber.create<Int>()
        many { begun.incrementAndGet(); emit(1); emitted.countDown(); emit(2); emitted.countDown() }
            .subscribe(subscriber)
        nagare.blockOn(One.fromCallable { 1 })
        assertEquals(0, begun.get())
        subscriber.request(1)
        subscriber.awaitItems(1)
        subscriber.request(1)
        subscriber.awaitEnd().assertCompleted()
        assertEquals(listOf(1, 2), subscriber.items())
        emitted.awaitSoon()
    }

    @Test
    fun aFailureFailsTheStream() {
        val failure = Uncopied(4)
        assertSame(failure, assertThrows(Uncopied::class.java) { nagare.blockOn(one<Int> { throw failure }) })
        val flow: Flow<Int> = flow { emit(1); throw failure }
        assertSame(failure, assertThrows(Uncopied::class.java) { flow.asMany().all() })
        assertSame(failure, assertThrows(Uncopied::class.java) {
            nagare.blockOn(one { launch { throw failure }; awaitCancellation() })
        })
        assertEquals(listOf<String>(), unseen.toList())
    }

    /** The flow has not completed, so the stream must not look as if it had. */
    @Test
    fun aCancellationOfTheFlowsOwnIsAFailure() {
        assertThrows(TimeoutCancellationException::class.java) {
            nagare.blockOn(one<Int> { withTimeout(1) { awaitCancellation() } })
        }
        val failure = assertThrows(CancellationException::class.java) {
            flow<Int> { throw CancellationException("theirs") }.asMany().all()
        }
        assertEquals("theirs", failure.message)
        assertEquals("cancelled inside", assertThrows(CancellationException::class.java) {
            nagare.blockOn(one<Int> {
                currentCoroutineContext()[Job]!!.cancel(CancellationException("cancelled inside"))
                delay(1)
                3
            })
        }.message)
    }

    @Test
    fun cancellingTheStreamCancelsTheCoroutine() {
        val begun = CountDownLatch(1)
        val why = ConcurrentLinkedQueue<Any>()
        val ended = CountDownLatch(1)
        val subscription = one<Int> {
            try {
                begun.countDown()
                awaitCancellation()
            } catch (expected: CancellationException) {
                why.add(currentCoroutineContext()[Job]!!.isCancelled)
                throw expected
            } finally {
                ended.countDown()
            }
        }.subscribe()
        begun.awaitSoon()
        subscription.cancel()
        ended.awaitSoon()
        assertEquals(listOf<Any>(true), why.toList())
        assertEquals(listOf<String>(), unseen.toList())
    }

    @Test
    fun enoughItemsCancelTheFlow() {
        val ended = CountDownLatch(1)
        val naturals = flow { var n = 0; while (true) emit(n++) }.onCompletion { ended.countDown() }
        assertEquals(listOf(0, 1, 2), naturals.asMany().take(3).all())
        ended.awaitSoon()
    }

    @Test
    fun aFailureAfterTheCancellationGoesToTheRuntime() {
        val begun = CountDownLatch(1)
        val ended = CountDownLatch(1)
        val task = nagare.spawn(one<Int> {
            try {
                begun.countDown()
                awaitCancellation()
            } finally {
                currentCoroutineContext()[Job]!!.invokeOnCompletion { ended.countDown() }
                @Suppress("ThrowFromFinally") // it is what is tested
                throw Uncopied(9)
            }
        })
        begun.awaitSoon()
        task.abort()
        ended.awaitSoon()
        assertEquals(
            "number 9, a coroutine whose stream was cancelled",
            unseen.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS),
        )
    }

    @Test
    fun theCoroutineRunsOnTheRuntimeOfTheStream() {
        val on = nagare.blockOn(one { Nagare.isWorker(Thread.currentThread()) && Nagare.current() == nagare })
        assertEquals(true, on)
        val elsewhere = nagare.blockOn(one(Dispatchers.IO + CoroutineName("x")) {
            currentCoroutineContext()[CoroutineName]!!.name
        })
        assertEquals("x", elsewhere)
    }

    @Test
    fun virtualTimeDrivesDelays() {
        VirtualRuntime.start().use { runtime ->
            assertEquals(5, runtime.blockOn(one { delay(1.hours); 5 }))
            val ticks = TestSubscriber.requesting<Int>(10)
            flow { repeat(3) { delay(1.hours); emit(it) } }.asMany().subscribe(ticks)
            runtime.advance(java.time.Duration.ofMinutes(119))
            assertEquals(listOf(0), ticks.items())
            runtime.advance(java.time.Duration.ofMinutes(61))
            assertEquals(listOf(0, 1, 2), ticks.items())
            assertThrows(TimeoutCancellationException::class.java) {
                runtime.blockOn(one<Int> { withTimeout(3.seconds) { awaitCancellation() } })
            }
        }
    }

    @Test
    fun closingTheRuntimeEndsBoth() {
        val begun = CountDownLatch(1)
        val ended = CountDownLatch(1)
        val task = nagare.spawn(one<Int> {
            try {
                begun.countDown()
                delay(1.hours)
                3
            } finally {
                ended.countDown()
            }
        })
        begun.awaitSoon()
        nagare.close()
        ended.awaitSoon()
        assertTrue(task.isDone)
    }

    @Test
    fun aDispatcherOfAClosedRuntimeFailsTheStream() {
        val other = runtime(1)
        val dispatcher = other.asCoroutineDispatcher()
        other.close()
        assertThrows(RuntimeClosedException::class.java) { nagare.blockOn(one(dispatcher) { 3 }) }
        assertThrows(RuntimeClosedException::class.java) { (0..9).asFlow().asMany(dispatcher).all() }
    }

    @Test
    fun aJobInTheContextIsRefused() {
        val refused = assertThrows(IllegalArgumentException::class.java) { one(Job()) { 3 } }
        assertTrue(refused.message!!.contains("without a job"), refused.message)
        assertThrows(IllegalArgumentException::class.java) { flow { emit(1) }.asMany(Job()) }
    }

    @Test
    fun durationsOfKotlin() = test {
        assertInstanceOf(io.nagare.failure.TimedOutException::class.java,
            runCatching { One.never<Int>().timeout(1.milliseconds).await() }.exceptionOrNull())
        val late = Many.just(1, 2).delayElements(1.milliseconds).delaySubscription(1.milliseconds)
        assertEquals(listOf(1, 2), late.collectList().await())
        withContext(Dispatchers.IO) {
            assertEquals(1, One.just(1).block(1.seconds))
            assertEquals(1, nagare.blockOn(One.just(1), 1.seconds))
            assertTrue(nagare.close(5.seconds))
        }
    }

    @Test
    fun raceOfCancellationAndItems() = test {
        repeat(500) {
            val open = AtomicInteger()
            val got = CompletableDeferred<Unit>()
            val subscription = (0..1_000).asFlow().map { open.incrementAndGet(); it }
                .onCompletion { open.set(-1); got.complete(Unit) }
                .asMany(Dispatchers.Default)
                .runOn(nagare)
                .subscribe()
            launch(Dispatchers.Default) { subscription.cancel() }
            if (open.get() > 0) {
                got.await()
            }
        }
        assertEquals(listOf<String>(), unseen.toList())
    }
}
