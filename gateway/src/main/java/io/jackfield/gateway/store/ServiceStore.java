package io.jackfield.gateway.store;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps services across restarts. Each change is whole or not there at all, whenever the process
 * ends; once its stage has completed it is there for good.
 */
public interface ServiceStore {

  /**
   * All entries.
   *
   * @return in the order of their names; fails when the store cannot be read
   */
  CompletionStage<List<StoredService>> all();

  /**
   * Keeps an entry in place of an earlier one of its name.
   *
   * @param service the entry
   * @return completes when it is kept
   */
  CompletionStage<Void> put(StoredService service);

  /**
   * Forgets an entry.
   *
   * @param name an unknown one is no error
   * @return completes when it is forgotten
   */
  CompletionStage<Void> remove(String name);
}
