package io.jackfield.media.embedded.play;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Writes the body of a response to a file, up to a limit; nothing of one that is no success. */
final class FileBody implements HttpResponse.BodySubscriber<Path> {

  /** More than the limit. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;

    TooLong(long limit) {
      super("the file has more than " + limit + " bytes");
    }
  }

  private final Path file;
  private final long limit;
  private final boolean success;
  private final long announced;
  private final CompletableFuture<Path> done = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private FileChannel channel;
  private long written;

  FileBody(Path file, long limit, HttpResponse.ResponseInfo info) {
    this.file = file;
    this.limit = limit;
    this.success = info.statusCode() == 200;
    this.announced = info.headers().firstValueAsLong("content-length").orElse(0);
  }

  @Override
  public CompletionStage<Path> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (!success) {
      given.cancel();
      done.complete(file);
    } else if (announced > limit) {
      fail(new TooLong(limit));
    } else {
      try {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        given.request(1);
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    try {
      for (ByteBuffer part : parts) {
        written += part.remaining();
        if (written > limit) {
          fail(new TooLong(limit));
          return;
        }
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      subscription.request(1);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException cause) {
    subscription.cancel();
    end();
    done.completeExceptionally(cause);
  }

  @Override
  public void onError(Throwable cause) {
    end();
    done.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    end();
    done.complete(file);
  }

  private void end() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        done.completeExceptionally(e);
      }
    }
  }
}
