using System.Security.Cryptography;
using Kiosk.Issuer.Accounts;

namespace Kiosk.Issuer.Web;

/// <summary>Who is signed in. Time is the issuer's. Safe to call from any thread.</summary>
internal sealed class Sessions
{
    /// <summary>A session that nobody uses ends after this.</summary>
    public static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);

    /// <summary>Every session ends after this.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromHours(8);

    /// <summary>How many there can be: the one that was used least lately makes room.</summary>
    public const int Most = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, WebSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Begins a session with an id of its own.</summary>
    public WebSession Begin(Realm realm, string userId, string name, DateTimeOffset now)
    {
        var session = new WebSession
        {
            Id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            Realm = realm,
            UserId = userId,
            Name = name,
            Began = now,
            Used = now,
        };
        lock (_gate)
        {
            foreach (WebSession over in _sessions.Values.Where(one => IsOver(one, now)).ToList())
            {
                _sessions.Remove(over.Id);
            }

            if (_sessions.Count >= Most)
            {
                _sessions.Remove(_sessions.Values.MinBy(one => one.Used)!.Id);
            }

            _sessions.Add(session.Id, session);
        }

        return session;
    }

    /// <summary>The session of this id, or null when it has ended. It counts as used.</summary>
    public WebSession? Use(string? id, Realm realm, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (id is null || !_sessions.TryGetValue(id, out WebSession? session) || session.Realm != realm)
            {
                return null;
            }

            if (IsOver(session, now))
            {
                _sessions.Remove(id);
                return null;
            }

            session.Used = now;
            return session;
        }
    }

    /// <summary>Ends a session.</summary>
    public void End(string id)
    {
        lock (_gate)
        {
            _sessions.Remove(id);
        }
    }

    private static bool IsOver(WebSession session, DateTimeOffset now) => now - session.Used >= IdleTime || now - session.Began >= LongestTime;
}
