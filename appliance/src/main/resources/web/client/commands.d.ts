// Made from the command table (docs/api/README.md, "The documents"). Do not edit.

/** An offer or answer; other members are passed on. */
export interface Description {
  sdp?: string;
  sdp_type?: 'webrtc' | 'rtp';
  trickle_ice?: boolean;
  /** Output only. */
  backend?: string;
  [metadata: string]: unknown;
}

/** An event as it comes. */
export interface EventData<Body = any> {
  class: string;
  subclass?: string;
  type?: string;
  obj_id?: string;
  service?: string;
  body?: Body;
}

/** What clients may ask, by path. */
export interface Commands {
  /** Says who the client is; the first request of a connection */
  'core/user/login': {
    data: {
      /** who the client is */
      user?: string;
      /** needed by everybody with a password */
      password?: string;
      /** the id the connection would like to have, a text */
      session_id?: any;
      /** the service to join; another one only from the core service */
      service?: string;
      [other: string]: unknown;
    };
    reply: {
      /** the connection's id from now on */
      session_id: string;
      /** calls of a lost connection of this id, which go on with this one */
      calls?: string[];
    };
  };
  /** Makes a service and keeps it */
  'core/service/create': {
    data: {
      /** 1 to 64 of letters, digits, _ - . */
      name: string;
      /** now, and with the gateway */
      start?: boolean;
      /** what it can do, and its media engines in the order of automatic choice */
      plugins?: string[];
      /** listeners of its own, e.g. wss:all:9443, tcp:127.0.0.1:9020 */
      api_server?: string;
      /** s a client may send nothing at all */
      api_server_timeout?: number;
      /** s between pings, 0 for none */
      ping_interval?: number;
      /** bytes of the longest message */
      max_message_size?: number;
      /** messages that may wait for one client */
      send_queue_max?: number;
      /** its administrator */
      admin_user?: string;
      /** kept as a salted hash */
      admin_password?: string;
      /** static users, {user, password} each */
      users?: Record<string, unknown>[];
      /** whether names that nobody owns may log in with any password */
      allow_any_user?: boolean;
      /** what users may do: call, room, room_destroy, session, session_cmd, session_send_event, user_send_event */
      user_allow?: string[];
      /** services whose events its administrator may hear */
      trusted_services?: string[];
      /** Janus servers */
      janus?: Record<string, unknown>[];
      /** FreeSWITCH servers */
      fs?: Record<string, unknown>[];
      /** Kurento servers */
      kms?: Record<string, unknown>[];
      /** SIP listeners, e.g. sip:all:5070 */
      sip_listen?: string;
      /** its SIP domain */
      sip_domain?: string;
      /** SIP authentication */
      sip_auth?: 'digest' | 'none';
      /** whether it takes REGISTER */
      sip_registrar?: boolean;
      /** whether the domain of every REGISTER is taken for sip_domain */
      sip_registrar_force_domain?: boolean;
      /** s of the shortest registration */
      sip_registrar_min_time?: number;
      /** s of one that asks for none */
      sip_registrar_default_time?: number;
      /** s of the longest registration */
      sip_registrar_max_time?: number;
      /** contacts of one address */
      sip_max_contacts?: number;
      /** whether calls may go to SIP addresses elsewhere */
      sip_invite_not_registered?: boolean;
      /** whether SIP shows the address of the outside */
      sip_use_external_ip?: boolean;
      /** that address */
      sip_local_host?: string;
      /** Verto listeners */
      verto_listen?: string;
      /** s a Verto client may send nothing */
      verto_idle_timeout?: number;
      /** who may log in with Verto */
      verto_users?: Record<string, unknown>[];
      /** where log entries of clients go */
      api_gelf_server?: string;
      /** UDP port there */
      api_gelf_port?: number;
      /** folder of recordings */
      record_dir?: string;
      /** kbit/s of sessions that name none, 0 for any */
      default_bitrate?: number;
      /** s a session may lack its offer or answer */
      wait_timeout?: number;
      /** s a session may last */
      ready_timeout?: number;
      /** s a destination rings */
      ring_timeout?: number;
      /** PEM file with the certificate of its own listeners */
      tls_certfile?: string;
      /** PEM file with its key */
      tls_keyfile?: string;
      /** PEM file; clients must show a certificate these sign */
      tls_cacertfile?: string;
      /** what is logged of it */
      log_level?: 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency';
    };
    reply: {
      /** its name */
      service: string;
      /** array of the addresses bound */
      listen: any;
    };
  };
  /** Changes options; null takes one back */
  'core/service/update': {
    data: {
      /** which one */
      service?: string;
      /** what it can do, and its media engines in the order of automatic choice */
      plugins?: string[] | null;
      /** listeners of its own, e.g. wss:all:9443, tcp:127.0.0.1:9020 */
      api_server?: string | null;
      /** s a client may send nothing at all */
      api_server_timeout?: number | null;
      /** s between pings, 0 for none */
      ping_interval?: number | null;
      /** bytes of the longest message */
      max_message_size?: number | null;
      /** messages that may wait for one client */
      send_queue_max?: number | null;
      /** its administrator */
      admin_user?: string | null;
      /** kept as a salted hash */
      admin_password?: string | null;
      /** static users, {user, password} each */
      users?: Record<string, unknown>[] | null;
      /** whether names that nobody owns may log in with any password */
      allow_any_user?: boolean | null;
      /** what users may do: call, room, room_destroy, session, session_cmd, session_send_event, user_send_event */
      user_allow?: string[] | null;
      /** services whose events its administrator may hear */
      trusted_services?: string[] | null;
      /** Janus servers */
      janus?: Record<string, unknown>[] | null;
      /** FreeSWITCH servers */
      fs?: Record<string, unknown>[] | null;
      /** Kurento servers */
      kms?: Record<string, unknown>[] | null;
      /** SIP listeners, e.g. sip:all:5070 */
      sip_listen?: string | null;
      /** its SIP domain */
      sip_domain?: string | null;
      /** SIP authentication */
      sip_auth?: 'digest' | 'none' | null;
      /** whether it takes REGISTER */
      sip_registrar?: boolean | null;
      /** whether the domain of every REGISTER is taken for sip_domain */
      sip_registrar_force_domain?: boolean | null;
      /** s of the shortest registration */
      sip_registrar_min_time?: number | null;
      /** s of one that asks for none */
      sip_registrar_default_time?: number | null;
      /** s of the longest registration */
      sip_registrar_max_time?: number | null;
      /** contacts of one address */
      sip_max_contacts?: number | null;
      /** whether calls may go to SIP addresses elsewhere */
      sip_invite_not_registered?: boolean | null;
      /** whether SIP shows the address of the outside */
      sip_use_external_ip?: boolean | null;
      /** that address */
      sip_local_host?: string | null;
      /** Verto listeners */
      verto_listen?: string | null;
      /** s a Verto client may send nothing */
      verto_idle_timeout?: number | null;
      /** who may log in with Verto */
      verto_users?: Record<string, unknown>[] | null;
      /** where log entries of clients go */
      api_gelf_server?: string | null;
      /** UDP port there */
      api_gelf_port?: number | null;
      /** folder of recordings */
      record_dir?: string | null;
      /** kbit/s of sessions that name none, 0 for any */
      default_bitrate?: number | null;
      /** s a session may lack its offer or answer */
      wait_timeout?: number | null;
      /** s a session may last */
      ready_timeout?: number | null;
      /** s a destination rings */
      ring_timeout?: number | null;
      /** PEM file with the certificate of its own listeners */
      tls_certfile?: string | null;
      /** PEM file with its key */
      tls_keyfile?: string | null;
      /** PEM file; clients must show a certificate these sign */
      tls_cacertfile?: string | null;
      /** what is logged of it */
      log_level?: 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency' | null;
    };
    reply: {
      /** its name */
      service: string;
      /** array of the listeners opened again */
      restarted: any;
    };
  };
  /** Starts a service */
  'core/service/start': {
    data: {
      /** which one */
      service: string;
    };
    reply: {};
  };
  /** Stops a service; its connections close, its calls, sessions and rooms end */
  'core/service/stop': {
    data: {
      /** which one */
      service?: string;
    };
    reply: {};
  };
  /** Stops a service and forgets it */
  'core/service/delete': {
    data: {
      /** which one */
      service: string;
    };
    reply: {};
  };
  /** Lists the services */
  'core/service/list': {
    data: {};
    reply: Array<{
      /** its name */
      service: string;
      /** its state */
      status: 'started' | 'stopped';
      /** logged in */
      connections: number;
      /** media sessions */
      sessions: number;
      /** calls */
      calls: number;
    }>;
  };
  /** Tells the options and the state of one */
  'core/service/get': {
    data: {
      /** which one */
      service?: string;
    };
    reply: {
      /** its name */
      service: string;
      /** its state */
      status: 'started' | 'stopped';
      /** logged in */
      connections: number;
      /** media sessions */
      sessions: number;
      /** calls */
      calls: number;
      /** RFC 3339, if it is started */
      start_time?: string;
      /** array of the addresses bound */
      listen: any;
      /** what it can do, and its media engines in the order of automatic choice */
      plugins?: string[];
      /** listeners of its own, e.g. wss:all:9443, tcp:127.0.0.1:9020 */
      api_server?: string;
      /** s a client may send nothing at all */
      api_server_timeout?: number;
      /** s between pings, 0 for none */
      ping_interval?: number;
      /** bytes of the longest message */
      max_message_size?: number;
      /** messages that may wait for one client */
      send_queue_max?: number;
      /** its administrator */
      admin_user?: string;
      /** array of {user} */
      users?: any;
      /** whether names that nobody owns may log in with any password */
      allow_any_user?: boolean;
      /** what users may do: call, room, room_destroy, session, session_cmd, session_send_event, user_send_event */
      user_allow?: string[];
      /** services whose events its administrator may hear */
      trusted_services?: string[];
      /** Janus servers */
      janus?: Record<string, unknown>[];
      /** FreeSWITCH servers */
      fs?: Record<string, unknown>[];
      /** Kurento servers */
      kms?: Record<string, unknown>[];
      /** SIP listeners, e.g. sip:all:5070 */
      sip_listen?: string;
      /** its SIP domain */
      sip_domain?: string;
      /** SIP authentication */
      sip_auth?: 'digest' | 'none';
      /** whether it takes REGISTER */
      sip_registrar?: boolean;
      /** whether the domain of every REGISTER is taken for sip_domain */
      sip_registrar_force_domain?: boolean;
      /** s of the shortest registration */
      sip_registrar_min_time?: number;
      /** s of one that asks for none */
      sip_registrar_default_time?: number;
      /** s of the longest registration */
      sip_registrar_max_time?: number;
      /** contacts of one address */
      sip_max_contacts?: number;
      /** whether calls may go to SIP addresses elsewhere */
      sip_invite_not_registered?: boolean;
      /** whether SIP shows the address of the outside */
      sip_use_external_ip?: boolean;
      /** that address */
      sip_local_host?: string;
      /** Verto listeners */
      verto_listen?: string;
      /** s a Verto client may send nothing */
      verto_idle_timeout?: number;
      /** who may log in with Verto */
      verto_users?: Record<string, unknown>[];
      /** where log entries of clients go */
      api_gelf_server?: string;
      /** UDP port there */
      api_gelf_port?: number;
      /** folder of recordings */
      record_dir?: string;
      /** kbit/s of sessions that name none, 0 for any */
      default_bitrate?: number;
      /** s a session may lack its offer or answer */
      wait_timeout?: number;
      /** s a session may last */
      ready_timeout?: number;
      /** s a destination rings */
      ring_timeout?: number;
      /** PEM file with the certificate of its own listeners */
      tls_certfile?: string;
      /** PEM file with its key */
      tls_keyfile?: string;
      /** PEM file; clients must show a certificate these sign */
      tls_cacertfile?: string;
      /** what is logged of it */
      log_level?: 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency';
    };
  };
  /** Users that are connected to the service, with their connections */
  'core/user/list': {
    data: {};
    reply: {
      [other: string]: unknown;
    };
  };
  /** Connections of a user */
  'core/user/get': {
    data: {
      /** the user */
      user: string;
    };
    reply: Record<string, {
      /** api_server */
      type: string;
      /** e.g. wss:192.0.2.7:50122 */
      remote: string;
      /** what a login callback added */
      meta?: Record<string, unknown>;
    }>;
  };
  /** Sends an event user_event to every connection of a user, if there is one */
  'core/user/send_event': {
    data: {
      /** the user */
      user: string;
      /** type of the event; * for none */
      type?: string;
      /** body of the event */
      body?: Record<string, unknown>;
    };
    reply: {};
  };
  /** Sends a text to a user: to SIP phones as MESSAGE, to Verto clients as verto.info, to connections as event user_event/text_message. Nothing is stored */
  'core/user/send_message': {
    data: {
      /** whom it is for */
      user: string;
      /** plain text, 8192 bytes in UTF-8 at most */
      text: string;
      /** display name of the sender */
      name?: string;
    };
    reply: {
      /** phones, clients and connections that have it */
      delivered: number;
      /** phones that took it to show it later */
      accepted: number;
    };
  };
  /** Closes a connection */
  'core/session/stop': {
    data: {
      /** the connection */
      session_id: string;
    };
    reply: {
      /** whose it was */
      user: string;
    };
  };
  /** Sends an event session_event to a connection, if there is one */
  'core/session/send_event': {
    data: {
      /** the connection */
      session_id: string;
      /** type of the event; * for none */
      type?: string;
      /** body of the event */
      body?: Record<string, unknown>;
    };
    reply: {};
  };
  /** Sends a request to a connection; its data, or its error, is the reply */
  'core/session/cmd': {
    data: {
      /** the connection */
      session_id: string;
      /** class of the request */
      class: string;
      /** its subclass */
      subclass?: string;
      /** its name */
      cmd: string;
      /** its data */
      data?: Record<string, unknown>;
    };
    reply: any;
  };
  /** Writes to the log: that of a GELF server, or the gateway's own */
  'core/session/log': {
    data: {
      /** host or application */
      source: string;
      /** short message */
      message: string;
      /** long message */
      full_message?: string;
      /** syslog severity, 1 is an alert */
      level?: number;
      /** other fields, integers or text */
      meta?: Record<string, unknown>;
    };
    reply: {};
  };
  /** Asks whether the gateway is there */
  'core/ping': {
    data: {
      /** ignored */
      time?: any;
    };
    reply: {};
  };
  /** Asks for events; again with the same fields to change the body */
  'core/event/subscribe': {
    data: {
      /** class of the event */
      class: string;
      /** its subclass; * for any */
      subclass?: string;
      /** its type; * for any */
      type?: string;
      /** what it is about; * for anything */
      obj_id?: string;
      /** the service it comes from; * for any */
      service?: string;
      /** merged into, or sent as, the event's body */
      body?: any;
    };
    reply: {};
  };
  /** Ends a subscription; an unknown one is ok */
  'core/event/unsubscribe': {
    data: {
      /** class of the event */
      class: string;
      /** its subclass; * for any */
      subclass?: string;
      /** its type; * for any */
      type?: string;
      /** what it is about; * for anything */
      obj_id?: string;
      /** the service it comes from; * for any */
      service?: string;
    };
    reply: {};
  };
  /** Lists the subscriptions of the connection in order of creation */
  'core/event/get_subscriptions': {
    data: {};
    reply: Array<{
      /** class wanted */
      class: string;
      /** subclass wanted; * for any */
      subclass: string;
      /** type wanted; * for any */
      type: string;
      /** object wanted; * for any */
      obj_id: string;
      /** if it is not the connection's own */
      service?: string;
      /** merged into the events, if not empty */
      body?: any;
    }>;
  };
  /** Sends an event to everyone who asked for it */
  'core/event/send_event': {
    data: {
      /** class of the event */
      class: string;
      /** its subclass; * for any */
      subclass?: string;
      /** its type; * for any */
      type?: string;
      /** what it is about; * for anything */
      obj_id?: string;
      /** the service it is to come from */
      service?: string;
      /** merged into, or sent as, the event's body */
      body?: any;
    };
    reply: {};
  };
  /** Tells the gateway something; not published */
  'core/event': {
    data: {
      /** class of the event */
      class: string;
      /** its subclass; * for any */
      subclass?: string;
      /** its type; * for any */
      type?: string;
      /** what it is about; * for anything */
      obj_id?: string;
      /** the service it is to come from */
      service?: string;
      /** merged into, or sent as, the event's body */
      body?: any;
    };
    reply: {};
  };
  /** Lets the connection answer questions of a service; again changes nothing */
  'core/callback/register': {
    data: {
      /** the service whose hook is wanted */
      class?: string;
      /** one of login, allow, subscribe, sip_register, sip_invite, verto_invite, verto_login, call_resolve */
      callback: string;
    };
    reply: {};
  };
  /** Ends that; unknown ones are ok */
  'core/callback/unregister': {
    data: {
      /** the service whose hook is wanted */
      class?: string;
      /** one of login, allow, subscribe, sip_register, sip_invite, verto_invite, verto_login, call_resolve */
      callback: string;
    };
    reply: {};
  };
  /** What the connection answers */
  'core/callback/list': {
    data: {};
    reply: Array<{
      /** the service */
      class: string;
      /** the callback */
      callback: string;
    }>;
  };
  /** Makes a media session */
  'media/session/create': {
    data: {
      /** what the session does */
      type: 'p2p' | 'echo' | 'proxy' | 'bridge' | 'publish' | 'listen' | 'park' | 'mcu' | 'play' | 'connect';
      /** the id it should have */
      session_id?: string;
      /** the client's offer */
      offer?: Description;
      /** with the offer, p2p alone: ready at once */
      answer?: Description;
      /** reply with the offer or answer made */
      wait_reply?: boolean;
      /** who carries the media: p2p, embedded, ... */
      backend?: string;
      /** kind of description the engine makes */
      sdp_type?: 'webrtc' | 'rtp';
      /** hold the offer for its candidates */
      no_offer_trickle_ice?: boolean;
      /** hold the answer for its candidates */
      no_answer_trickle_ice?: boolean;
      /** ms to wait for candidates */
      trickle_ice_timeout?: number;
      /** become the slave of that session */
      master_id?: string;
      /** older form of master_id, with set_master_answer true */
      peer?: string;
      /** this answer is also the master's */
      set_master_answer?: boolean;
      /** stop when the linked session stops */
      stop_after_peer?: boolean;
      /** s it may lack its offer or answer */
      wait_timeout?: number;
      /** s it may last */
      ready_timeout?: number;
      /** s a call may ring that uses it */
      ring_timeout?: number;
      /** end it when the engine fails */
      hangup_after_error?: boolean;
      /** hear its events */
      subscribe?: boolean;
      /** merged into its events */
      event_body?: Record<string, unknown>;
      /** the client's audio is not passed on */
      mute_audio?: boolean;
      /** the client's video is not passed on */
      mute_video?: boolean;
      /** the client's data are not passed on */
      mute_data?: boolean;
      /** kbit/s the client may send, 0 = unlimited */
      bitrate?: number;
      /** start or stop recording */
      record?: boolean;
      /** bridge, connect: the session to join or to receive */
      peer_id?: string;
      /** publish, mcu: the room */
      room_id?: string;
      /** publish: make the room if there is none */
      create_room?: boolean;
      /** listen: the publisher's session */
      publisher_id?: string;
      /** mcu: layout of the conference */
      layout?: string;
      /** mcu: profile of the conference */
      room_profile?: string;
      /** play: the file to play */
      uri?: string;
      /** play: how often */
      loops?: number;
      /** publish: kbit/s of a new room, 0 = unlimited */
      room_bitrate?: number;
      /** publish: audio codec of a new room */
      room_audio_codec?: 'opus' | 'isac32' | 'isac16' | 'pcmu' | 'pcma';
      /** publish: video codec of a new room */
      room_video_codec?: 'vp8' | 'vp9' | 'h264';
    };
    reply: {
      /** the session */
      session_id: string;
      /** with wait_reply and no offer given, or of a proxy */
      offer?: Description;
      /** with wait_reply and an offer given */
      answer?: Description;
      /** of publish, listen and mcu */
      room_id?: string;
      /** room_id again, as older clients read it */
      room?: string;
    };
  };
  /** Ends a session */
  'media/session/destroy': {
    data: {
      /** the session */
      session_id: string;
      /** why, as a number; 0..127 is a Q.850 cause */
      code?: number;
      /** why, in words */
      reason?: string;
    };
    reply: {};
  };
  /** Gives a blank session its offer */
  'media/session/set_offer': {
    data: {
      /** the session */
      session_id: string;
      /** sdp: the offer as it is */
      op?: string;
      /** the offer; with op sdp it must hold an sdp */
      offer?: Description;
      /** with op proxy: kind of the far leg */
      sdp_type?: 'webrtc' | 'rtp';
      /** bridge, connect: the session to join or to receive */
      peer_id?: string;
      /** publish, mcu: the room */
      room_id?: string;
      /** publish: make the room if there is none */
      create_room?: boolean;
      /** listen: the publisher's session */
      publisher_id?: string;
      /** mcu: layout of the conference */
      layout?: string;
      /** mcu: profile of the conference */
      room_profile?: string;
      /** play: the file to play */
      uri?: string;
      /** play: how often */
      loops?: number;
      /** publish: kbit/s of a new room, 0 = unlimited */
      room_bitrate?: number;
      /** publish: audio codec of a new room */
      room_audio_codec?: 'opus' | 'isac32' | 'isac16' | 'pcmu' | 'pcma';
      /** publish: video codec of a new room */
      room_video_codec?: 'vp8' | 'vp9' | 'h264';
    };
    reply: {
      /** with wait_reply and no offer given, or of a proxy */
      offer?: Description;
      /** with wait_reply and an offer given */
      answer?: Description;
      /** of publish, listen and mcu */
      room_id?: string;
      /** room_id again, as older clients read it */
      room?: string;
    };
  };
  /** Gives the client's answer */
  'media/session/set_answer': {
    data: {
      /** the session */
      session_id: string;
      /** sdp: the answer as it is */
      op?: string;
      /** the answer; with op sdp it must hold an sdp */
      answer?: Description;
      /** with op invite: kind of destinations */
      type?: string;
      /** with op invite: who is called */
      callee?: string;
      /** bridge, connect: the session to join or to receive */
      peer_id?: string;
      /** publish, mcu: the room */
      room_id?: string;
      /** publish: make the room if there is none */
      create_room?: boolean;
      /** listen: the publisher's session */
      publisher_id?: string;
      /** mcu: layout of the conference */
      layout?: string;
      /** mcu: profile of the conference */
      room_profile?: string;
      /** play: the file to play */
      uri?: string;
      /** play: how often */
      loops?: number;
      /** publish: kbit/s of a new room, 0 = unlimited */
      room_bitrate?: number;
      /** publish: audio codec of a new room */
      room_audio_codec?: 'opus' | 'isac32' | 'isac16' | 'pcmu' | 'pcma';
      /** publish: video codec of a new room */
      room_video_codec?: 'vp8' | 'vp9' | 'h264';
    };
    reply: {
      /** of a proxy: the caller's answer */
      answer?: Description;
      /** with op invite: the call */
      call_id?: string;
      /** with op invite: the session, again */
      session_id?: string;
    };
  };
  /** Waits for the offer */
  'media/session/get_offer': {
    data: {
      /** the session */
      session_id: string;
    };
    reply: {
      /** the offer */
      offer: Description;
    };
  };
  /** Waits for the answer */
  'media/session/get_answer': {
    data: {
      /** the session */
      session_id: string;
    };
    reply: {
      /** the answer */
      answer: Description;
    };
  };
  /** Mutes and limits */
  'media/session/update_media': {
    data: {
      /** the session */
      session_id: string;
      /** what is updated */
      type?: 'media' | 'listen_switch';
      /** the client's audio is not passed on */
      mute_audio?: boolean;
      /** the client's video is not passed on */
      mute_video?: boolean;
      /** the client's data are not passed on */
      mute_data?: boolean;
      /** kbit/s the client may send, 0 = unlimited */
      bitrate?: number;
      /** start or stop recording */
      record?: boolean;
      /** listen_switch: the new publisher */
      publisher_id?: string;
    };
    reply: {
      /** listen_switch: the new publisher */
      publisher_id?: string;
      /** listen_switch: its room */
      room_id?: string;
      /** room_id again, as older clients read it */
      room?: string;
    };
  };
  /** Changes the type */
  'media/session/set_type': {
    data: {
      /** the session */
      session_id: string;
      /** the new type */
      type: 'p2p' | 'echo' | 'proxy' | 'bridge' | 'publish' | 'listen' | 'park' | 'mcu' | 'play' | 'connect';
      /** bridge, connect: the session to join or to receive */
      peer_id?: string;
      /** publish, mcu: the room */
      room_id?: string;
      /** publish: make the room if there is none */
      create_room?: boolean;
      /** listen: the publisher's session */
      publisher_id?: string;
      /** mcu: layout of the conference */
      layout?: string;
      /** mcu: profile of the conference */
      room_profile?: string;
      /** play: the file to play */
      uri?: string;
      /** play: how often */
      loops?: number;
      /** publish: kbit/s of a new room, 0 = unlimited */
      room_bitrate?: number;
      /** publish: audio codec of a new room */
      room_audio_codec?: 'opus' | 'isac32' | 'isac16' | 'pcmu' | 'pcma';
      /** publish: video codec of a new room */
      room_video_codec?: 'vp8' | 'vp9' | 'h264';
    };
    reply: {
      /** of bridge and connect */
      peer_id?: string;
      /** of publish and mcu */
      room_id?: string;
      /** room_id again, as older clients read it */
      room?: string;
      /** of listen */
      publisher_id?: string;
      /** of mcu */
      layout?: string;
      /** of play */
      uri?: string;
      /** of play */
      loops?: number;
      /** of proxy */
      sdp_type?: 'webrtc' | 'rtp';
    };
  };
  /** Steers the recorder */
  'media/session/recorder_action': {
    data: {
      /** the session */
      session_id: string;
      /** start, stop, pause, resume, get_actions */
      action?: string;
      /** start: a file inside the record directory */
      uri?: string;
    };
    reply: {
      /** start: the file */
      uri?: string;
      /** start: where the operator's web server shows it */
      url?: string;
      /** get_actions: what there is */
      actions?: any;
      [other: string]: unknown;
    };
  };
  /** Steers the player */
  'media/session/player_action': {
    data: {
      /** the session */
      session_id: string;
      /** start, stop, pause, resume, get_info, get_position, set_position, get_actions */
      action?: string;
      /** start: the file to play */
      uri?: string;
      /** start: how often, 0 = for ever */
      loops?: number;
      /** set_position: ms */
      position?: number;
    };
    reply: {
      /** start: what is played */
      uri?: string;
      /** start: how often */
      loops?: number;
      /** get_info: ms */
      duration?: number;
      /** get_info: set_position works */
      is_seekable?: boolean;
      /** get_info: ms */
      first_position?: number;
      /** get_info: ms */
      last_position?: number;
      /** get_position: ms */
      position?: number;
      /** get_actions: what there is */
      actions?: any;
      [other: string]: unknown;
    };
  };
  /** Steers the room a session is in */
  'media/session/room_action': {
    data: {
      /** a member of the conference */
      session_id?: string;
      /** or the conference itself */
      room_id?: string;
      /** layout, get_actions */
      action?: string;
      /** layout: the new one; embedded: loudest, or member:<session_id> */
      layout?: string;
      /** older place of layout */
      data?: Record<string, unknown>;
    };
    reply: {
      /** get_actions: what there is */
      actions?: any;
    };
  };
  /** Sends digits to the client */
  'media/session/send_dtmf': {
    data: {
      /** the session */
      session_id: string;
      /** one or more of 0-9 * # A-D */
      digits: any;
    };
    reply: {};
  };
  /** A candidate of the client */
  'media/session/set_candidate': {
    data: {
      /** the session */
      session_id: string;
      /** its m-section by name */
      sdpMid?: string;
      /** its m-section by number */
      sdpMLineIndex: number;
      /** with or without a=; empty: no more candidates */
      candidate: string;
    };
    reply: {};
  };
  /** No more candidates */
  'media/session/set_candidate_end': {
    data: {
      /** the session */
      session_id: string;
    };
    reply: {};
  };
  /** What is known of a session */
  'media/session/get_info': {
    data: {
      /** the session */
      session_id: string;
    };
    reply: {
      /** the session */
      session_id: string;
      /** its type */
      type: 'p2p' | 'echo' | 'proxy' | 'bridge' | 'publish' | 'listen' | 'park' | 'mcu' | 'play' | 'connect';
      /** the session it is joined to or receives */
      peer_id?: string;
      /** the room it is in */
      room_id?: string;
      /** the session it listens to */
      publisher_id?: string;
      /** layout it asked for */
      layout?: string;
      /** what it plays */
      uri?: string;
      /** how often it plays it */
      loops?: number;
      /** of a proxy: kind of the far leg */
      sdp_type?: 'webrtc' | 'rtp';
      /** the fields of its type, and what the engine adds */
      type_ext?: Record<string, unknown>;
      /** who carries its media; p2p: nobody */
      backend: string;
      /** who made the offer */
      backend_role: 'offerer' | 'offeree';
      /** its offer, once set */
      offer?: Description;
      /** its answer, once set */
      answer?: Description;
      /** as given */
      no_offer_trickle_ice: boolean;
      /** as given */
      no_answer_trickle_ice: boolean;
      /** ms, as given */
      trickle_ice_timeout: number;
      /** as given */
      set_master_answer: boolean;
      /** as given */
      stop_after_peer: boolean;
      /** s, as given */
      wait_timeout: number;
      /** s, as given */
      ready_timeout: number;
      /** s, as given */
      ring_timeout: number;
      /** as given */
      hangup_after_error: boolean;
      /** if ever set */
      mute_audio?: boolean;
      /** if ever set */
      mute_video?: boolean;
      /** if ever set */
      mute_data?: boolean;
      /** kbit/s, if ever set */
      bitrate?: number;
      /** the session it is the slave of */
      master_id?: string;
      /** the session that is its slave */
      slave_id?: string;
      /** the call it belongs to */
      call_id?: string;
      /** who made it */
      user_id?: string;
      /** the connection that made it */
      user_session?: string;
      /** the latest recording */
      record_uri?: string;
      /** latest status event of each class */
      status?: Record<string, unknown>;
      /** wait, ringing, ready, closing or destroyed */
      state: string;
      /** packets, bytes, loss and jitter both ways, from the engine */
      stats?: Record<string, unknown>;
    };
  };
  /** Latest status by class */
  'media/session/get_status': {
    data: {
      /** the session */
      session_id: string;
    };
    reply: Record<string, {
      /** class of the status */
      class: string;
      [other: string]: unknown;
    }>;
  };
  /** Sessions of the service; a user's own */
  'media/session/get_list': {
    data: {};
    reply: Array<{
      /** a session */
      session_id: string;
    }>;
  };
  /** Places a call */
  'media/call/create': {
    data: {
      /** who is called, with an optional prefix */
      callee: string;
      /** kind of destinations: user, session, sip, all */
      type?: string;
      /** needed, with its sdp, without session_id */
      offer?: Description;
      /** a session of the caller: a linked call */
      session_id?: string;
      /** the id it should have */
      call_id?: string;
      /** shown to the callees */
      caller?: Record<string, unknown>;
      /** who carries the media: p2p, embedded, ... */
      backend?: string;
      /** kind of description the engine makes */
      sdp_type?: 'webrtc' | 'rtp';
      /** hold the offer for its candidates */
      no_offer_trickle_ice?: boolean;
      /** hold the answer for its candidates */
      no_answer_trickle_ice?: boolean;
      /** ms to wait for candidates */
      trickle_ice_timeout?: number;
      /** s each destination may ring */
      ring_timeout?: number;
      /** hear the call's events */
      subscribe?: boolean;
      /** merged into the call's events */
      event_body?: Record<string, unknown>;
    };
    reply: {
      /** the call */
      call_id: string;
      /** the caller's media session, if known already */
      session_id?: string;
    };
  };
  /** The invited client alerts its user */
  'media/call/ringing': {
    data: {
      /** the call */
      call_id: string;
      /** shown to the caller */
      callee?: Record<string, unknown>;
    };
    reply: {};
  };
  /** The invited client takes the call */
  'media/call/accepted': {
    data: {
      /** the call */
      call_id: string;
      /** needed, with its sdp, in a managed call */
      answer?: Description;
      /** shown to the caller */
      callee?: Record<string, unknown>;
      /** hear the call's events */
      subscribe?: boolean;
      /** merged into the call's events */
      event_body?: Record<string, unknown>;
    };
    reply: {};
  };
  /** The invited client refuses the call */
  'media/call/rejected': {
    data: {
      /** the call */
      call_id: string;
      /** why, as a number; 0..127 is a Q.850 cause */
      code?: number;
      /** why, in words */
      reason?: string;
    };
    reply: {};
  };
  /** Ends a call */
  'media/call/hangup': {
    data: {
      /** the call */
      call_id: string;
      /** why, as a number; 0..127 is a Q.850 cause */
      code?: number;
      /** why, in words */
      reason?: string;
    };
    reply: {};
  };
  /** A candidate for the sender's own leg */
  'media/call/set_candidate': {
    data: {
      /** the call */
      call_id: string;
      /** its m-section by name */
      sdpMid?: string;
      /** its m-section by number */
      sdpMLineIndex: number;
      /** with or without a=; empty: no more candidates */
      candidate: string;
    };
    reply: {};
  };
  /** No more candidates */
  'media/call/set_candidate_end': {
    data: {
      /** the call */
      call_id: string;
    };
    reply: {};
  };
  /** What is known of a call */
  'media/call/get_info': {
    data: {
      /** the call */
      call_id: string;
    };
    reply: {
      /** the call */
      call_id: string;
      /** kind of destinations asked for */
      type: string;
      /** the callee as dialled */
      callee_name: string;
      /** who carries its media; p2p: nobody */
      backend: string;
      /** s, as given */
      ring_timeout: number;
      /** as given */
      no_offer_trickle_ice: boolean;
      /** as given */
      no_answer_trickle_ice: boolean;
      /** ms, as given */
      trickle_ice_timeout: number;
      /** how far it is */
      state: string;
      /** what is shown of the caller */
      caller: Record<string, unknown>;
      /** what the callee showed of itself, once accepted */
      callee?: Record<string, unknown>;
      /** who placed it */
      user_id?: string;
      /** the connection that placed it */
      user_session?: string;
      /** the caller's media session */
      caller_session_id?: string;
      /** the callee's media session, once accepted */
      callee_session_id?: string;
      /** list of who holds it, if anybody: caller, callee */
      held_by?: any;
    };
  };
  /** Calls of the service; a user's own */
  'media/call/get_list': {
    data: {};
    reply: Array<{
      /** a call */
      call_id: string;
    }>;
  };
  /** The sender holds the call: it hears nothing and is not heard */
  'media/call/hold': {
    data: {
      /** the call */
      call_id: string;
    };
    reply: {};
  };
  /** The sender takes the call back */
  'media/call/unhold': {
    data: {
      /** the call */
      call_id: string;
    };
    reply: {};
  };
  /** The other side talks with somebody else from now on; the sender leaves the call when they are connected */
  'media/call/transfer': {
    data: {
      /** the call */
      call_id: string;
      /** whom to call, as in create */
      callee?: string;
      /** another call of the sender, whose other side it is */
      replace_call_id?: string;
    };
    reply: {};
  };
  /** Sends digits to the other side, the way it understands */
  'media/call/send_dtmf': {
    data: {
      /** the call */
      call_id: string;
      /** one or more of 0-9 * # A-D */
      digits: any;
    };
    reply: {};
  };
  /** Makes a room */
  'media/room/create': {
    data: {
      /** sfu: publishers and listeners; mcu: a conference */
      class: 'sfu' | 'mcu';
      /** the id it should have */
      room_id?: string;
      /** who carries it */
      backend?: string;
      /** s it lives without members */
      timeout?: number;
      /** forced where the backend can */
      audio_codec?: 'opus' | 'isac32' | 'isac16' | 'pcmu' | 'pcma';
      /** forced where the backend can */
      video_codec?: 'vp8' | 'vp9' | 'h264';
      /** kbit/s a publisher may send, 0 = unlimited */
      bitrate?: number;
    };
    reply: {
      /** the room */
      room_id: string;
    };
  };
  /** Ends a room and its members */
  'media/room/destroy': {
    data: {
      /** the room */
      room_id: string;
    };
    reply: {};
  };
  /** What is known of a room */
  'media/room/get_info': {
    data: {
      /** the room */
      room_id: string;
    };
    reply: {
      /** the room */
      room_id: string;
      /** what it does */
      class: 'sfu' | 'mcu';
      /** who carries it */
      backend: string;
      /** as given */
      audio_codec: string;
      /** as given */
      video_codec: string;
      /** kbit/s, as given */
      bitrate: number;
      /** s, as given */
      timeout: number;
      /** latest status event of each class */
      status: Record<string, unknown>;
      /** role, user_id and peer_id by session id */
      members: Record<string, unknown>;
    };
  };
  /** Latest status by class */
  'media/room/get_status': {
    data: {
      /** the room */
      room_id: string;
    };
    reply: Record<string, {
      /** class of the status */
      class: string;
      [other: string]: unknown;
    }>;
  };
  /** Rooms of the service */
  'media/room/get_list': {
    data: {
      /** whose rooms */
      service?: string;
    };
    reply: Array<{
      /** the room */
      room_id: string;
      /** what it does */
      class: 'sfu' | 'mcu';
      /** who carries it */
      backend: string;
    }>;
  };
  /** Adds a message to a room's log */
  'media/room/msglog_send': {
    data: {
      /** the room */
      room_id: string;
      /** a text or an object */
      msg: any;
    };
    reply: {
      /** its number */
      msg_id: number;
    };
  };
  /** The messages of a room, oldest first */
  'media/room/msglog_get': {
    data: {
      /** the room */
      room_id: string;
    };
    reply: Array<{
      /** its number, from 1 */
      msg_id: number;
      /** who sent it */
      user_id: string;
      /** the connection that sent it */
      session_id: string;
      /** us since 1970 */
      timestamp: number;
      /** the text, of a message that is no object */
      msg?: any;
      [other: string]: unknown;
    }>;
  };
}

/** What the gateway asks, by path. */
export interface ServerRequests {
  /** Asks whether the client is there */
  'core/ping': {
    data: {
      /** seconds between pings */
      time: number;
    };
    reply: {};
  };
  /** Tells an event */
  'core/event': {
    data: {
      /** class of the event */
      class: string;
      /** left out if the sender left it out or used * */
      subclass?: string;
      /** the same */
      type?: string;
      /** the same; what it is about */
      obj_id?: string;
      /** who sent it, unless it is the connection's own */
      service?: string;
      /** left out when empty */
      body?: any;
    };
    reply: {};
  };
  /** Asks whether somebody may log in; other fields of the login come with it */
  'core/callback/api_server_login': {
    data: {
      /** name as given */
      user: string;
      /** password as given */
      pass?: string;
      /** id the connection will have */
      session_id: string;
      /** where it comes from, e.g. wss:192.0.2.7:50122 */
      remote: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
      /** another name for it */
      user?: string;
      /** another id for the connection */
      session_id?: string;
      /** shown by core/user/get */
      meta?: Record<string, unknown>;
    };
  };
  /** Asks whether a user may give a command */
  'core/callback/api_allow': {
    data: {
      /** who asks */
      user: string;
      /** its connection */
      session_id: string;
      /** class of the command */
      class: string;
      /** its subclass */
      subclass: string;
      /** its name */
      cmd: string;
      /** its data, as given */
      data: Record<string, unknown>;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
    };
  };
  /** Asks whether a user may hear events */
  'core/callback/api_subscribe_allow': {
    data: {
      /** who asks */
      user: string;
      /** its connection */
      session_id: string;
      /** service wanted; * for any */
      service: string;
      /** class wanted */
      class: string;
      /** subclass wanted; * for any */
      subclass: string;
      /** type wanted; * for any */
      type: string;
      /** object wanted; * for any */
      obj_id: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
    };
  };
  /** Asks whether somebody may register by SIP */
  'core/callback/sip_register': {
    data: {
      /** address of record */
      aor: string;
      /** first contact; empty for a query */
      contact: string;
      /** where it comes from, e.g. wss:192.0.2.7:50122 */
      remote: string;
      /** name in the credentials or the address */
      user: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
      /** to be checked by digest; left out: no check */
      password?: string;
    };
  };
  /** Asks whether a call may come in, and where it goes */
  'core/callback/sip_invite': {
    data: {
      /** id the call will have */
      call_id: string;
      /** what was dialled */
      dest: string;
      /** who calls */
      caller: string;
      /** where it comes from, e.g. wss:192.0.2.7:50122 */
      remote: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
      /** in place of what was dialled */
      callee?: string;
      /** destination type */
      type?: string;
      /** media backend */
      backend?: string;
    };
  };
  /** Asks whether a call may come in, and where it goes */
  'core/callback/verto_invite': {
    data: {
      /** id the call will have */
      call_id: string;
      /** what was dialled */
      dest: string;
      /** who calls */
      caller: string;
      /** where it comes from, e.g. wss:192.0.2.7:50122 */
      remote: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
      /** in place of what was dialled */
      callee?: string;
      /** destination type */
      type?: string;
      /** media backend */
      backend?: string;
    };
  };
  /** Asks whether somebody may log in by Verto */
  'core/callback/verto_login': {
    data: {
      /** name as given */
      login: string;
      /** password as given */
      passwd: string;
    };
    reply: {
      /** yes or no */
      authorized: boolean;
      /** why not */
      reason?: string;
      /** another name for it */
      user?: string;
    };
  };
  /** Asks what else a call should be offered to */
  'core/callback/call_resolve': {
    data: {
      /** name without prefix */
      callee: string;
      /** destination type, all for any */
      type: string;
      /** who calls; empty when unknown */
      caller: string;
    };
    reply: {
      /** array of objects with callee, and type (all), wait (s) and ring (s) */
      destinations?: any;
    };
  };
  /** Offers a call; ok means the client decides later, an error refuses */
  'media/call/invite': {
    data: {
      /** the call */
      call_id: string;
      /** user or session: how the client was found */
      type: string;
      /** the matched user, with type user */
      user?: string;
      /** the matched connection, with type session */
      session?: string;
      /** the callee's media session, in a managed call */
      session_id?: string;
      /** the offer, if the call has one */
      offer?: Description;
      /** what the caller shows */
      caller: Record<string, unknown>;
    };
    reply: {
      /** whether to hear the call's events from now on */
      subscribe?: boolean;
      /** merged into those events */
      event_body?: Record<string, unknown>;
    };
  };
}

/** The bodies of the gateway's events, by path. */
export interface Events {
  /** a command succeeded but had unknown fields */
  'core/session_event/unrecognized_fields': {
    /** class of the command */
    class: string;
    /** its subclass */
    subclass: string;
    /** its name */
    cmd: string;
    /** array of the unknown names */
    fields: any;
  };
  /** somebody logged in; not to the connection itself, which is not subscribed yet */
  'core/session_event/login': {
    /** its user */
    user: string;
    /** where it comes from, e.g. wss:192.0.2.7:50122 */
    remote: string;
  };
  /** a connection ended */
  'core/session_event/logout': {
    /** its user */
    user: string;
    /** where it comes from, e.g. wss:192.0.2.7:50122 */
    remote: string;
  };
  /** sent with core/session/send_event */
  'core/session_event/*': any;
  /** somebody sent the user a text, by whatever protocol; to the user's connections alone */
  'core/user_event/text_message': {
    /** who sent it, as proven */
    from: string;
    /** display name of the sender */
    name?: string;
    /** what it says */
    text: string;
  };
  /** sent with core/user/send_event */
  'core/user_event/*': any;
  /** a service was made */
  'core/service/created': {};
  /** options of a service changed */
  'core/service/updated': {};
  /** a service started */
  'core/service/started': {};
  /** a service stopped */
  'core/service/stopped': {};
  /** a service is gone for good */
  'core/service/deleted': {};
  /** first of all */
  'media/session/created': {
    /** the session */
    session_id: string;
    /** its type */
    type: 'p2p' | 'echo' | 'proxy' | 'bridge' | 'publish' | 'listen' | 'park' | 'mcu' | 'play' | 'connect';
    /** the session it is joined to or receives */
    peer_id?: string;
    /** the room it is in */
    room_id?: string;
    /** the session it listens to */
    publisher_id?: string;
    /** layout it asked for */
    layout?: string;
    /** what it plays */
    uri?: string;
    /** how often it plays it */
    loops?: number;
    /** of a proxy: kind of the far leg */
    sdp_type?: 'webrtc' | 'rtp';
    /** the fields of its type, and what the engine adds */
    type_ext?: Record<string, unknown>;
    /** who carries its media; p2p: nobody */
    backend: string;
    /** who made the offer */
    backend_role: 'offerer' | 'offeree';
    /** its offer, once set */
    offer?: Description;
    /** its answer, once set */
    answer?: Description;
    /** as given */
    no_offer_trickle_ice: boolean;
    /** as given */
    no_answer_trickle_ice: boolean;
    /** ms, as given */
    trickle_ice_timeout: number;
    /** as given */
    set_master_answer: boolean;
    /** as given */
    stop_after_peer: boolean;
    /** s, as given */
    wait_timeout: number;
    /** s, as given */
    ready_timeout: number;
    /** s, as given */
    ring_timeout: number;
    /** as given */
    hangup_after_error: boolean;
    /** if ever set */
    mute_audio?: boolean;
    /** if ever set */
    mute_video?: boolean;
    /** if ever set */
    mute_data?: boolean;
    /** kbit/s, if ever set */
    bitrate?: number;
    /** the session it is the slave of */
    master_id?: string;
    /** the session that is its slave */
    slave_id?: string;
    /** the call it belongs to */
    call_id?: string;
    /** who made it */
    user_id?: string;
    /** the connection that made it */
    user_session?: string;
    /** the latest recording */
    record_uri?: string;
    /** latest status event of each class */
    status?: Record<string, unknown>;
    /** wait, ringing, ready, closing or destroyed */
    state: string;
    /** packets, bytes, loss and jitter both ways, from the engine */
    stats?: Record<string, unknown>;
  };
  /** the offer is final, from whichever side */
  'media/session/offer': {
    /** the offer */
    offer: Description;
  };
  /** the answer is final, from whichever side */
  'media/session/answer': {
    /** the answer */
    answer: Description;
  };
  /** the type or its fields changed */
  'media/session/type': {
    /** the new type */
    type: 'p2p' | 'echo' | 'proxy' | 'bridge' | 'publish' | 'listen' | 'park' | 'mcu' | 'play' | 'connect';
    [other: string]: unknown;
  };
  /** a candidate for the client */
  'media/session/candidate': {
    /** its m-section by name, empty if unknown */
    sdpMid: string;
    /** its m-section by number */
    sdpMLineIndex?: number;
    /** the candidate */
    candidate: string;
  };
  /** no more candidates for the client */
  'media/session/candidate_end': {};
  /** a report of the engine */
  'media/session/status': {
    /** webrtc, media, slow_link, recorder, ... */
    class: string;
    /** up, down, started, ended, ... */
    status?: string;
    /** audio, video or data */
    media?: string;
    [other: string]: unknown;
  };
  /** something an application may want to know, e.g. a digit */
  'media/session/info': {
    /** what it is about, e.g. dtmf */
    info: string;
    /** the digit heard (RFC 4733) */
    digit?: string;
    [other: string]: unknown;
  };
  /** last of all */
  'media/session/destroyed': {
    /** why, see errors */
    code: number;
    /** the same in words */
    reason: string;
  };
  /** a destination rings; may repeat */
  'media/call/ringing': {
    /** what the callee shows */
    callee?: Record<string, unknown>;
  };
  /** a destination has accepted; once */
  'media/call/accepted': {
    /** what the callee shows */
    callee?: Record<string, unknown>;
  };
  /** the caller's answer is there; to the caller alone */
  'media/call/answer': {
    /** the caller's media session, in a managed call */
    session_id?: string;
    /** to apply to the caller's offer */
    answer?: Description;
    /** what the callee shows */
    callee?: Record<string, unknown>;
  };
  /** a destination plays something before it answers; to the caller alone, who applies it and gets the same again as answer */
  'media/call/early_answer': {
    /** to apply to the caller's offer */
    answer: Description;
    /** what the callee shows */
    callee?: Record<string, unknown>;
  };
  /** a candidate of the other side; to the leg's owner alone */
  'media/call/candidate': {
    /** its m-section by name, empty if unknown */
    sdpMid: string;
    /** its m-section by number */
    sdpMLineIndex?: number;
    /** the candidate */
    candidate: string;
  };
  /** no more candidates; to the leg's owner alone */
  'media/call/candidate_end': {};
  /** a party holds the call */
  'media/call/hold': {
    /** which of the two */
    by: 'caller' | 'callee';
  };
  /** it has taken the call back */
  'media/call/unhold': {
    /** which of the two */
    by: 'caller' | 'callee';
  };
  /** a party is transferred: started, ringing, done or failed */
  'media/call/transfer': {
    /** how far it is */
    state: 'started' | 'ringing' | 'done' | 'failed';
    /** which of the two */
    by: 'caller' | 'callee';
    /** by a call, by another call, or by a party that came itself */
    kind: 'blind' | 'attended' | 'replaced';
    /** to whom */
    target: string;
    /** failed: why */
    code?: number;
    /** failed: why */
    reason?: string;
  };
  /** to one party: its call goes on as another call, whose events it hears */
  'media/call/moved': {
    /** the other call */
    call_id: string;
  };
  /** a party pressed a key, in media or in signalling */
  'media/call/dtmf': {
    /** one of 0-9 * # A-D */
    digit: string;
    /** which of the two */
    by: 'caller' | 'callee';
  };
  /** last of all; to one callee alone when only that one is released */
  'media/call/hangup': {
    /** why, see errors */
    code: number;
    /** the same in words */
    reason: string;
    /** the reason again, as older clients read it */
    error: string;
  };
  /** first of all */
  'media/room/created': {
    /** the room */
    room_id: string;
    /** what it does */
    class: 'sfu' | 'mcu';
    /** who carries it */
    backend: string;
    /** as given */
    audio_codec: string;
    /** as given */
    video_codec: string;
    /** kbit/s, as given */
    bitrate: number;
    /** s, as given */
    timeout: number;
    /** latest status event of each class */
    status: Record<string, unknown>;
    /** role, user_id and peer_id by session id */
    members: Record<string, unknown>;
  };
  /** a session joined, or a listener hears another publisher */
  'media/room/started_member': {
    /** the member's session */
    session_id: string;
    /** its part */
    role: 'publisher' | 'listener' | 'participant';
    /** who made the session */
    user_id?: string;
    /** of a listener: the publisher's session */
    peer_id?: string;
  };
  /** a session left */
  'media/room/stopped_member': {
    /** the member's session */
    session_id: string;
    /** its part */
    role: 'publisher' | 'listener' | 'participant';
    /** who made the session */
    user_id?: string;
    /** of a listener: the publisher's session */
    peer_id?: string;
  };
  /** a report of the engine */
  'media/room/status': {
    /** slow_link, ... */
    class: string;
    [other: string]: unknown;
  };
  /** a message was added to the log */
  'media/room/msglog_new_msg': {
    /** its number, from 1 */
    msg_id: number;
    /** who sent it */
    user_id: string;
    /** the connection that sent it */
    session_id: string;
    /** us since 1970 */
    timestamp: number;
    /** the text, of a message that is no object */
    msg?: any;
    [other: string]: unknown;
  };
  /** last of all */
  'media/room/destroyed': {
    /** why, see errors */
    code: number;
    /** the same in words */
    reason: string;
  };
}
