package io.nagare.kotlin

import io.nagare.Many
import io.nagare.One
import io.nagare.testing.TestSubscriber
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.ReentrantLock
import kotlin.coroutines.resume
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.reactivestreams.Publisher
import org.reactivestreams.Subscriber
import org.reactivestreams.Subscription

/** The rules of Reactive Streams where streams and coroutines meet, with others who keep them or break them. */
class PublisherRulesTest : RuntimeTest() {

    private class Uncopied(val number: Int) : RuntimeException("number $number")

    /** A publisher that does what it likes when it is asked. */
    private fun <T : Any> foreign(onCancel: () -> Unit = {}, onRequest: Subscriber<in T>.(Long) -> Unit) =
        Publisher<T> { subscriber ->
            subscriber.onSubscribe(object : Subscription {
                override fun request(n: Long) = subscriber.onRequest(n)

                override fun cancel() = onCancel()
            })
        }

    /** Rule 2.7: a subscriber calls its subscription from one thread at a time. */
    @Test
    fun aSubscriptionIsCalledByOneThreadAtATime() = test {
        val broken = AtomicInteger()
        fun publisher(): Publisher<Int> {
            val lock = ReentrantLock()
            fun alone(action: () -> Unit = {}) {
                if (lock.tryLock()) {
                    action()
                    lock.unlock()
                } else {
                    broken.incrementAndGet()
                }
            }
            return foreign({ alone() }) { alone { onNext(42) } }
        }
        repeat(2_000) {
            val awaiting = launch(Dispatchers.Default) { Many.from(publisher()).next().await() }
            val collecting = launch(Dispatchers.Default) { Many.from(publisher()).asFlow(1).collect() }
            awaiting.cancelAndJoin()
            collecting.cancelAndJoin()
        }
        assertEquals(0, broken.get())
    }

    @Test
    fun aPublisherThatBreaksARuleNeitherHangsACoroutineNorResumesItTwice() = test {
        val failure = Uncopied(1)
        val broken: List<Subscriber<in Int>.(Long) -> Unit> = listOf(
            { onNext(1); onNext(2); onNext(3); onComplete() },
            { onNext(1); onError(failure); onComplete() },
            { onNext(1); onComplete(); onComplete(); onError(failure) },
            { onComplete(); onNext(3) },
            { onError(failure); onNext(3); onError(failure) },
            { onSubscribe(object : Subscription {
                override fun request(n: Long) {}

                override fun cancel() {}
            }); onNext(1); onComplete() },
        )
        for (signals in broken) {
            runCatching { One.from(foreign(onRequest = signals)).awaitOrNull() }
            runCatching { foreign(onRequest = signals).awaitCompletion() }
            runCatching { Many.from(foreign(onRequest = signals)).asFlow(1).collect() }
        }
        val early = Publisher<Int> { it.onNext(3); it.onComplete() }
        assertTrue(runCatching { One.from(early).await() }.isFailure)
        assertTrue(runCatching { Many.from(early).asFlow().collect() }.isFailure)
        assertEquals(3, One.just(3).await())
    }

    /** Java's flows may do so: to Kotlin, an item of ours is never null. */
    @Test
    fun aFlowThatEmitsNullFailsItsStream() {
        @Suppress("UNCHECKED_CAST")
        val flow = flowOf<Any?>(1, null, 2) as Flow<Any>
        val seen = ConcurrentLinkedQueue<Any>()
        assertThrows(NullPointerException::class.java) {
            nagare.blockOn(flow.asMany().doOnNext { seen.add(it) }.then())
        }
        assertEquals(listOf<Any>(1), seen.toList())
    }

    @Test
    fun aCancellationWhileTheCoroutineWaitsForDemand() {
        val steps = ConcurrentLinkedQueue<String>()
        val ended = CountDownLatch(1)
        val subscriber = TestSubscriber.requesting<String>(2)
        flow {
            try {
                for (item in listOf("a", "b", "c")) {
                    emit(item)
                    steps.add("after $item")
                }
            } finally {
                ended.countDown()
            }
        }.asMany().subscribe(subscriber)
        subscriber.awaitItems(2)
        subscriber.cancel()
        ended.awaitSoon()
        assertEquals(listOf("after a", "after b"), steps.toList())
        assertEquals(listOf("a", "b"), subscriber.items())
        subscriber.assertNotEnded()
        assertEquals(listOf<String>(), unseen.toList())
    }

    @Test
    fun aFailureOfAFlowThatIsCancelledBehindAnItemGoesToTheRuntime() {
        val flow = flow {
            try {
                emit(1)
                emit(2)
            } finally {
                @Suppress("ThrowFromFinally") // it is what is tested
                throw Uncopied(7)
            }
        }
        assertEquals(listOf(1), nagare.blockOn(flow.asMany().take(1).collectList()))
        assertEquals(
            "number 7, a coroutine whose stream was cancelled",
            unseen.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS),
        )
    }

    @Test
    fun theFlowRunsWhereTheContextSays() {
        Executors.newSingleThreadExecutor { Thread(it, "the only one") }.asCoroutineDispatcher().use { dispatcher ->
            // Assertions make coroutines add their numbers to the names of threads.
            val threads = flow { repeat(100) { emit(Thread.currentThread().name.substringBefore(" @")) } }
                .asMany(dispatcher)
            assertEquals(setOf("the only one"), nagare.blockOn(threads.collectList())!!.toSet())
        }
    }

    @Test
    fun requestsFromWithinOnNextNeedNoDeepStack() {
        for (context in listOf(Dispatchers.Unconfined, Dispatchers.Default, nagare.asCoroutineDispatcher())) {
            val ended = CountDownLatch(1)
            val seen = ArrayList<Int>()
            (0 until 100_000).asFlow().asMany(context).subscribe(object : Subscriber<Int> {
                private lateinit var upstream: Subscription

                override fun onSubscribe(subscription: Subscription) {
                    upstream = subscription
                    upstream.request(1)
                }

                override fun onNext(item: Int) {
                    seen.add(item)
                    upstream.request(1)
                }

                override fun onError(failure: Throwable) = throw failure

                override fun onComplete() = ended.countDown()
            })
            ended.awaitSoon()
            assertEquals((0 until 100_000).toList(), seen)
        }
    }

    @Test
    fun requestsOfManyThreads() = test {
        val subscriber = TestSubscriber.create<Int>()
        (0 until 50_000).asFlow().asMany().subscribe(subscriber)
        coroutineScope { repeat(50_000) { launch(Dispatchers.Default) { subscriber.request(1) } } }
        subscriber.awaitEnd().assertCompleted()
        assertEquals((0 until 50_000).toList(), subscriber.items())
    }

    /** Several threads resume the flow, and another one requests little by little. */
    @Test
    fun itemsOfSeveralThreadsMeetRequestsOfAnother() {
        val next = AtomicLong()
        val requested = AtomicLong()
        val inside = AtomicInteger()
        val broken = AtomicReference<String>()
        val ended = CountDownLatch(1)
        val emitters = Executors.newFixedThreadPool(4)
        val requester = Executors.newSingleThreadExecutor()
        flow {
            while (next.get() < 100_000) {
                emit(suspendCancellableCoroutine { waiting ->
                    emitters.execute { waiting.resume(next.getAndIncrement()) }
                })
            }
        }.asMany().subscribe(object : Subscriber<Long> {
            private lateinit var upstream: Subscription
            private var demand = 0L
            private var expected = 0L

            override fun onSubscribe(subscription: Subscription) {
                upstream = subscription
                requester.execute(::refill)
            }

            private fun refill() {
                if (demand < 8) {
                    val more = 9 + expected % 8 - demand
                    demand += more
                    requested.addAndGet(more)
                    upstream.request(more)
                }
            }

            override fun onNext(item: Long) {
                if (inside.incrementAndGet() != 1 || item != expected || item >= requested.get()) {
                    broken.set("item $item, expected $expected, requested ${requested.get()}")
                }
                expected = item + 1
                requester.execute { demand--; refill() }
                inside.decrementAndGet()
            }

            override fun onError(failure: Throwable) {
                broken.set(failure.toString())
                ended.countDown()
            }

            override fun onComplete() = ended.countDown()
        })
        ended.awaitSoon()
        emitters.shutdown()
        requester.shutdown()
        assertEquals(null, broken.get())
        assertEquals(100_000, next.get())
    }

    @Test
    fun manyEmittersShareAChannelFlow() = test {
        val stream = channelFlow { repeat(10_000) { launch(Dispatchers.Default) { send(it) } } }.asMany()
        assertEquals((0 until 10_000).toSet(), stream.asFlow(5).toList().toSet())
        val unsafe = many { coroutineScope { launch(Dispatchers.Default) { emit(1) } } }
        val failure = runCatching { unsafe.awaitCompletion() }.exceptionOrNull()
        assertTrue(failure is IllegalStateException, failure.toString())
    }

    @Test
    fun aCompletionIsNeverLost() = test {
        val random = java.util.Random(24)
        repeat(1_000) {
            val items = (0 until random.nextInt(5)).toList()
            val stream = items.asFlow().asMany(Dispatchers.Default)
            assertEquals(items, stream.asFlow(1 + random.nextInt(3)).toList())
            assertEquals(items.lastOrNull(), stream.last().awaitOrNull())
        }
    }
}
