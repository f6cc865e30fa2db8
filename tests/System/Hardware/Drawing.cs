using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kiosk.EndToEnd.Hardware;

/// <summary>
/// Reads a wiring picture or a schematic as a person does: a part is the box with its name, a pin is the pad with the text beside it, and wires
/// are followed along their lines. Wires join where they end together, where a dot is, where one ends on a pad, and where they bear the same name.
/// Nothing else in the file, no attribute that is not drawn, says what is connected.
/// </summary>
internal sealed partial class Drawing
{
    private const double OnTheSpot = 0.6;
    private const double FarthestPinText = 20;
    private const double FarthestPartName = 26;
    private const double FarthestNetName = 22;
    private const double NameAtPad = 12;

    private readonly List<Pad> _pads = [];
    private readonly List<Wire> _wires = [];
    private readonly List<string> _findings = [];
    private readonly string _source;

    /// <summary>Reads it.</summary>
    /// <param name="source">The file's name, for the findings.</param>
    /// <param name="svg">Its text.</param>
    /// <param name="namedAtEachPad">Whether each wire bears its net's name at each end, and each net is drawn in one piece: a wiring picture.</param>
    public Drawing(string source, string svg, bool namedAtEachPad)
    {
        _source = source;
        Circuit = new(source);
        XElement root = XDocument.Parse(svg).Root!;
        foreach (XElement element in root.DescendantsAndSelf())
        {
            // What would move or hide something: then the coordinates were not what is seen.
            foreach (string name in new[] { "transform", "display", "visibility", "opacity", "clip-path", "mask" })
            {
                if (element.Attribute(name) != null || ((string?)element.Attribute("style"))?.Contains(name) == true)
                {
                    _findings.Add($"{source}: <{element.Name.LocalName}> has {name}");
                }
            }
        }

        ReadParts(root);
        _wires.AddRange(Of(root, "path", "wire").Select(path => new Wire(PointsOf((string)path.Attribute("d")!))));
        Join(root);
        Name(root, namedAtEachPad);
    }

    /// <summary>What it connects.</summary>
    public Circuit Circuit { get; }

    /// <summary>What cannot be read without doubt.</summary>
    public IReadOnlyList<string> Findings => _findings;

    private static IEnumerable<XElement> Of(XElement root, string element, string kind) =>
        root.Descendants().Where(e => e.Name.LocalName == element && ((string?)e.Attribute("class"))?.Split(' ').Contains(kind) == true);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private static List<Point> PointsOf(string path)
    {
        List<Point> points = [];
        string rest = Step().Replace(path, step =>
        {
            double[] n = [.. Value().Matches(step.Value).Select(v => double.Parse(v.Value, CultureInfo.InvariantCulture))];
            points.Add(step.Value[0] switch
            {
                'H' => new(n[0], points[^1].Y),
                'V' => new(points[^1].X, n[0]),
                _ => new(n[0], n[1]),
            });
            return "";
        });
        return rest.Trim().Length == 0 ? points : throw new FormatException($"A wire is drawn with M, L, H and V alone: {path}");
    }

    private static double Distance(Point p, Box box)
    {
        double dx = Math.Max(0, Math.Max(box.Left - p.X, p.X - box.Right));
        double dy = Math.Max(0, Math.Max(box.Top - p.Y, p.Y - box.Bottom));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>About the place that a text takes.</summary>
    private static Box BoxOf(XElement text)
    {
        const double Advance = 6.2;
        double x = Number(text, "x");
        double y = Number(text, "y");
        double width = text.Value.Length * Advance;
        double left = (string?)text.Attribute("text-anchor") switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
        return new(left, y - 9, left + width, y + 1);
    }

    private void ReadParts(XElement root)
    {
        List<(Box Body, XElement Group)> parts = [];
        foreach (XElement group in Of(root, "g", "part"))
        {
            if (Of(group, "rect", "body").Count() != 1 || Of(group, "text", "ref").Count() != 1)
            {
                _findings.Add($"{_source}: a part has not one box and one name: {string.Join(' ', Of(group, "text", "pin").Select(pin => pin.Value))}");
                continue;
            }

            XElement body = Of(group, "rect", "body").Single();
            double x = Number(body, "x");
            double y = Number(body, "y");
            parts.Add((new(x, y, x + Number(body, "width"), y + Number(body, "height")), group));
        }

        foreach ((Box body, XElement group) in parts)
        {
            XElement text = Of(group, "text", "ref").Single();
            string part = text.Value;
            Box box = BoxOf(text);
            Point middle = new((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
            if (Distance(middle, body) > FarthestPartName || parts.Any(other => other.Group != group && Distance(middle, other.Body) <= Distance(middle, body)))
            {
                _findings.Add($"{_source}: the name {part} does not stand beside its part");
            }

            ReadPins(part, group);
        }

        foreach (IGrouping<string, (Box Body, XElement Group)> same in parts.GroupBy(p => Of(p.Group, "text", "ref").Single().Value).Where(g => g.Count() > 1))
        {
            _findings.Add($"{_source}: {same.Count()} parts are called {same.Key}");
        }
    }

    /// <summary>A pad has the text that is nearest to it, and no nearer to another pad.</summary>
    private void ReadPins(string part, XElement group)
    {
        List<Point> pads = [.. Of(group, "circle", "pad").Select(pad => new Point(Number(pad, "cx"), Number(pad, "cy")))];
        List<(string Text, Box Box)> texts = [.. Of(group, "text", "pin").Select(text => (text.Value, BoxOf(text)))];
        HashSet<int> taken = [];
        foreach (Point pad in pads)
        {
            int nearest = Enumerable.Range(0, texts.Count).MinBy(i => Distance(pad, texts[i].Box));
            double distance = Distance(pad, texts[nearest].Box);
            if (distance > FarthestPinText || pads.Any(other => other != pad && Distance(other, texts[nearest].Box) <= distance) || !taken.Add(nearest))
            {
                _findings.Add($"{_source}: the pad of {part} at {pad} has no text of its own");
                continue;
            }

            // Pads of one part with one text (GND) are one pin.
            _pads.Add(new(pad, $"{part}.{texts[nearest].Text}"));
        }
    }

    private void Join(XElement root)
    {
        List<Point> dots = [.. Of(root, "circle", "dot").Select(dot => new Point(Number(dot, "cx"), Number(dot, "cy")))];
        foreach (Point dot in dots)
        {
            Wire[] through = [.. _wires.Where(wire => wire.DistanceTo(dot) < OnTheSpot)];
            if (through.Length == 0)
            {
                _findings.Add($"{_source}: the dot at {dot} joins nothing");
            }

            foreach (Wire wire in through)
            {
                wire.Unite(through[0]);
            }
        }

        for (int i = 0; i < _wires.Count; i++)
        {
            for (int k = i + 1; k < _wires.Count; k++)
            {
                // Ends in one spot, and lines that run on each other, look joined: so they are.
                if (_wires[i].Ends.Any(a => _wires[k].Ends.Any(b => a.DistanceTo(b) < OnTheSpot)) || _wires[i].RunsOn(_wires[k]))
                {
                    _wires[i].Unite(_wires[k]);
                }
            }

            foreach (Point end in _wires[i].Ends)
            {
                if (_wires.Count(other => other.Ends.Any(e => e.DistanceTo(end) < OnTheSpot)) > 2 && !dots.Any(dot => dot.DistanceTo(end) < OnTheSpot))
                {
                    _findings.Add($"{_source}: more than two wires meet at {end} without a dot");
                }

                if (_wires.Any(other => other != _wires[i] && other.DistanceTo(end) < OnTheSpot && !other.Ends.Any(e => e.DistanceTo(end) < OnTheSpot)) &&
                    !dots.Any(dot => dot.DistanceTo(end) < OnTheSpot))
                {
                    _findings.Add($"{_source}: a wire ends on another at {end} without a dot");
                }
            }
        }

        foreach (Pad pad in _pads)
        {
            Wire[] at = [.. _wires.Where(wire => wire.DistanceTo(pad.At) < OnTheSpot)];
            foreach (Wire wire in at)
            {
                wire.Unite(at[0]);
            }
        }
    }

    private void Name(XElement root, bool namedAtEachPad)
    {
        List<(string Net, Point At)> names = [.. Of(root, "text", "net").Select(text => (text.Value, new Point(Number(text, "x"), Number(text, "y"))))];
        Dictionary<Wire, HashSet<string>> called = [];
        foreach ((string net, Point at) in names)
        {
            Wire nearest = _wires.MinBy(wire => wire.DistanceTo(at))!;
            double distance = nearest.DistanceTo(at);
            if (distance > FarthestNetName || _wires.Any(wire => wire.Root != nearest.Root && wire.DistanceTo(at) < distance + OnTheSpot))
            {
                _findings.Add($"{_source}: the name {net} at {at} stands beside no wire of its own");
                continue;
            }

            (called.TryGetValue(nearest.Root, out HashSet<string>? all) ? all : called[nearest.Root] = []).Add(net);
        }

        foreach (Wire wire in _wires)
        {
            foreach (Point end in wire.Ends)
            {
                bool ends = _pads.Any(pad => pad.At.DistanceTo(end) < OnTheSpot) || _wires.Any(other => other != wire && other.DistanceTo(end) < OnTheSpot);
                if (!ends && (namedAtEachPad || !names.Any(name => name.At.DistanceTo(end) <= FarthestNetName)))
                {
                    _findings.Add($"{_source}: a wire ends in the air at {end}");
                }
            }
        }

        foreach (IGrouping<Wire, Wire> piece in _wires.GroupBy(wire => wire.Root))
        {
            string where = piece.First().Ends[0].ToString();
            if (!called.TryGetValue(piece.Key, out HashSet<string>? all) || all.Count != 1)
            {
                _findings.Add($"{_source}: the wire at {where} is called {(all == null ? "nothing" : string.Join(" and ", all))}");
                continue;
            }

            string net = all.Single();
            if (namedAtEachPad && Circuit.Nets.ContainsKey(net))
            {
                _findings.Add($"{_source}: {net} is drawn in pieces that are not joined");
            }

            foreach (Pad pad in _pads.Where(pad => piece.Any(wire => wire.DistanceTo(pad.At) < OnTheSpot)))
            {
                Circuit.Add(net, pad.Pin);
                if (namedAtEachPad && !names.Any(name => name.Net == net && name.At.DistanceTo(pad.At) <= NameAtPad))
                {
                    _findings.Add($"{_source}: {net} is not written beside {pad.Pin}");
                }
            }
        }
    }

    [GeneratedRegex(@"[ML]\s*-?[\d.]+[\s,]+-?[\d.]+|[HV]\s*-?[\d.]+")]
    private static partial Regex Step();

    [GeneratedRegex(@"-?[\d.]+")]
    private static partial Regex Value();

    private readonly record struct Point(double X, double Y)
    {
        public double DistanceTo(Point other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y}");
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom);

    private readonly record struct Pad(Point At, string Pin);

    private sealed class Wire(List<Point> points)
    {
        private readonly Box[] _lines = [.. LinesOf(points)];
        private Wire? _parent;

        public Point[] Ends { get; } = [points[0], points[^1]];

        public Wire Root => _parent == null ? this : _parent.Root;

        public void Unite(Wire other)
        {
            if (Root != other.Root)
            {
                Root._parent = other.Root;
            }
        }

        public double DistanceTo(Point p) => _lines.Min(line => Distance(p, line));

        public bool RunsOn(Wire other) => _lines.Any(a => other._lines.Any(b => Common(a, b)));

        /// <summary>Whether two level or upright lines share more than a point.</summary>
        private static bool Common(Box a, Box b)
        {
            double width = Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left);
            double height = Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top);
            bool level = a.Top == a.Bottom && b.Top == b.Bottom && Math.Abs(height) < OnTheSpot && width > OnTheSpot;
            bool upright = a.Left == a.Right && b.Left == b.Right && Math.Abs(width) < OnTheSpot && height > OnTheSpot;
            return level || upright;
        }

        private static IEnumerable<Box> LinesOf(List<Point> points)
        {
            for (int i = 1; i < points.Count; i++)
            {
                (Point a, Point b) = (points[i - 1], points[i]);
                if (a.X != b.X && a.Y != b.Y)
                {
                    throw new FormatException($"A wire is level or upright: {a} to {b}");
                }

                yield return new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
            }
        }
    }
}
