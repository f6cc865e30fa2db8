namespace Kiosk.Issuer.Programme;

/// <summary>
/// The card programme in force, and its file, made from <see cref="CardProgramme.Default"/> when there is none. A file that another process or a person
/// changes counts at once; one that cannot be used does not count, and <see cref="Error"/> says why. Safe to call from any thread.
/// </summary>
internal sealed class ProgrammeStore
{
    /// <summary>Its name in the data folder.</summary>
    public const string FileName = "programme.json";

    private readonly Lock _gate = new();
    private readonly string? _path;
    private CardProgramme _current = CardProgramme.Default;
    private DateTime _written;
    private string? _error;

    private ProgrammeStore(string? path) => _path = path;

    /// <summary>The programme in force.</summary>
    public CardProgramme Current
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return _current;
            }
        }
    }

    /// <summary>Why the file as it is now does not count, or null.</summary>
    public string? Error
    {
        get
        {
            lock (_gate)
            {
                Refresh();
                return _error;
            }
        }
    }

    /// <summary>Opens a file, and makes it when it is not there.</summary>
    /// <exception cref="ProgrammeException">It cannot be used.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static ProgrammeStore Open(string path)
    {
        var store = new ProgrammeStore(path);
        if (!File.Exists(store._path))
        {
            store.Save(CardProgramme.Default);
        }

        store.Read();
        return store;
    }

    /// <summary>The default programme, without a file.</summary>
    public static ProgrammeStore InMemory() => new(null);

    /// <summary>Puts another programme in force and into the file.</summary>
    /// <exception cref="ProgrammeException">It cannot be used; the one before stays in force.</exception>
    /// <exception cref="IOException">It cannot be written; the one before stays in force.</exception>
    public void Change(CardProgramme programme)
    {
        programme.Check();
        lock (_gate)
        {
            Save(programme);
            _current = programme;
            _error = null;
        }
    }

    private void Refresh()
    {
        if (_path is null || File.GetLastWriteTimeUtc(_path) == _written)
        {
            return;
        }

        try
        {
            Read();
            _error = null;
        }
        catch (ProgrammeException e)
        {
            _error = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Perhaps somebody is writing it: it is read again the next time.
            _written = default;
            _error = e.Message;
        }
    }

    private void Read()
    {
        // The time first: what is written while this reads is read the next time.
        _written = File.GetLastWriteTimeUtc(_path!);
        try
        {
            _current = CardProgramme.Parse(File.ReadAllText(_path!));
        }
        catch (ProgrammeException e)
        {
            throw new ProgrammeException($"{_path}: {e.Message}", e);
        }
    }

    private void Save(CardProgramme programme)
    {
        if (_path is not null)
        {
            StrictJson.Save(_path, programme.Write());
            _written = File.GetLastWriteTimeUtc(_path);
        }
    }
}
