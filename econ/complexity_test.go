package econ

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// worldTrade is trade of 226 countries in 785 products (package economiccomplexity), with names in order.
func worldTrade(t *testing.T) (table Table, countries, products []string) {
	t.Helper()
	rows := records(t, sharedData(t, "clusters", "economiccomplexity", "world_trade_avg_1998_2000.csv.gz"))
	for _, r := range rows {
		countries, products = append(countries, r["country"]), append(products, r["product"])
	}
	slices.Sort(countries)
	slices.Sort(products)
	countries, products = slices.Compact(countries), slices.Compact(products)
	table = Table{len(countries), len(products), make([]float64, len(countries)*len(products))}
	for _, r := range rows {
		c, _ := slices.BinarySearch(countries, r["country"])
		p, _ := slices.BinarySearch(products, r["product"])
		table.Amount[c*len(products)+p] += number(r["value"])
	}
	return table, countries, products
}

// tradePresence is where the package's own matrix of RCA ≥ 1 has a 1: 226 countries, of which none is empty.
func tradePresence(t *testing.T) (p Presence, countries, products []string) {
	table, countries, products := worldTrade(t)
	return Advantages(RCA(table), len(countries), len(products), 1), countries, products
}

// TestAdvantages_worldTrade: the same ones as economiccomplexity's balassa_index.
func TestAdvantages_worldTrade(t *testing.T) {
	p, countries, products := tradePresence(t)
	want := map[[2]int]bool{}
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "expected_balassa_nonzero.csv.gz")) {
		c, _ := slices.BinarySearch(countries, r["country"])
		i, _ := slices.BinarySearch(products, r["product"])
		want[[2]int{c, i}] = true
	}
	for r := range countries {
		for i := range products {
			if p.Has(r, i) != want[[2]int{r, i}] {
				t.Fatalf("%s, %s: %v", countries[r], products[i], p.Has(r, i))
			}
		}
	}
}

// TestFitness_worldTrade: 20 iterations, extremality 1.
func TestFitness_worldTrade(t *testing.T) {
	p, countries, products := tradePresence(t)
	fitness, quality, _ := Fitness(p, 20)
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "expected_country_index.csv")) {
		c, _ := slices.BinarySearch(countries, r["country"])
		near(t, "fitness of "+r["country"], fitness[c], number(r["fitness_out"]), 1e-12)
	}
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "expected_product_index.csv")) {
		i, _ := slices.BinarySearch(products, r["product"])
		near(t, "quality of "+r["product"], quality[i], number(r["fitness_out"]), 1e-12)
	}
}

// TestComplex_worldTrade: ECI and PCI as a dense solver of the symmetric problem finds them (numpy), in Harvard's normalisation.
func TestComplex_worldTrade(t *testing.T) {
	p, countries, products := tradePresence(t)
	c, err := Complex(p)
	if err != nil || c.Components != 1 {
		t.Fatal(c.Components, err)
	}
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "recomputed_country.csv")) {
		at, _ := slices.BinarySearch(countries, r["country"])
		near(t, "ECI of "+r["country"], c.ECI[at], number(r["eci_harvard"]), 1e-9)
	}
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "recomputed_product.csv")) {
		at, _ := slices.BinarySearch(products, r["product"])
		near(t, "PCI of "+r["product"], c.PCI[at], number(r["pci_harvard"]), 1e-8)
	}
	means(t, p, c)
}

// means checks that a region's ECI is the mean PCI of what it has.
func means(t *testing.T, p Presence, c Complexity) {
	t.Helper()
	for r := range p.Regions {
		sum, n := 0.0, 0.0
		for i := range p.Industries {
			if p.Has(r, i) {
				sum, n = sum+c.PCI[i], n+1
			}
		}
		if n > 0 {
			near(t, "ECI as the mean of PCI", c.ECI[r], sum/n, 1e-9)
		}
	}
}

func TestComplex_properties(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	rca := make([]float64, 40*25)
	for k := range rca {
		rca[k] = r.Float64() * 1.5
	}
	p := Advantages(rca, 40, 25, 1)
	c, err := Complex(p)
	if err != nil {
		t.Fatal(err)
	}
	means(t, p, c)
	if !(c.Second < 1 && c.Third <= c.Second) {
		t.Errorf("eigenvalues %g, %g", c.Second, c.Third)
	}
	parted := Advantages([]float64{1, 0, 0, 1}, 2, 2, 1)
	if c, _ := Complex(parted); c.Components != 2 {
		t.Errorf("%d components of two countries that share nothing", c.Components)
	}
	if _, err := Complex(Advantages(make([]float64, 4), 2, 2, 1)); err == nil {
		t.Error("complexity of nothing")
	}
}

// TestProximity_worldTrade: of all pairs of countries, and of products above .4.
func TestProximity_worldTrade(t *testing.T) {
	p, countries, products := tradePresence(t)
	for file, of := range map[string]struct {
		p     Presence
		names []string
		a, b  string
	}{"expected_proximity_country.csv.gz": {p.Turn(), countries, "c1", "c2"}, "expected_proximity_product_gt0.4.csv.gz": {p, products, "p1", "p2"}} {
		co, err := of.p.CoOccurrences()
		if err != nil {
			t.Fatal(err)
		}
		rows := records(t, sharedData(t, "clusters", "economiccomplexity", file))
		for _, r := range rows {
			i, _ := slices.BinarySearch(of.names, r[of.a])
			j, _ := slices.BinarySearch(of.names, r[of.b])
			near(t, "proximity of "+r[of.a]+" and "+r[of.b], co.Proximity(i, j), number(r["proximity"]), 1e-12)
		}
		if len(rows) < 1000 {
			t.Errorf("%s: %d rows", file, len(rows))
		}
	}
}

// TestDensity_worldTrade: of Germany, China and Brazil, own proximity kept.
func TestDensity_worldTrade(t *testing.T) {
	p, countries, products := tradePresence(t)
	co, err := p.CoOccurrences()
	if err != nil {
		t.Fatal(err)
	}
	density := p.Density(co, false)
	for _, r := range records(t, sharedData(t, "clusters", "economiccomplexity", "recomputed_density_deu_chn_bra.csv.gz")) {
		c, _ := slices.BinarySearch(countries, r["country"])
		i, _ := slices.BinarySearch(products, r["product"])
		near(t, "density of "+r["country"]+" "+r["product"], density[c*len(products)+i], number(r["density"]), 1e-12)
	}
}

// TestDensity_naive: the byte-wise sums against the formula, with and without an industry's own proximity.
func TestDensity_naive(t *testing.T) {
	p := Advantages(Locate(drawn(70, 131, 8), QuotientOptions{}).LQ, 70, 131, 1)
	co, err := p.CoOccurrences()
	if err != nil {
		t.Fatal(err)
	}
	for _, withoutSelf := range []bool{false, true} {
		got := p.Density(co, withoutSelf)
		for r := range p.Regions {
			for i := range p.Industries {
				has, all := 0.0, 0.0
				for k := range p.Industries {
					if withoutSelf && k == i {
						continue
					}
					all += co.Proximity(i, k)
					if p.Has(r, k) {
						has += co.Proximity(i, k)
					}
				}
				near(t, "density", got[r*p.Industries+i], has/all, 1e-12)
			}
		}
	}
}

// TestRelatedness: identities of the normalisations on drawn data, and what independence gives.
func TestRelatedness(t *testing.T) {
	p := Advantages(Locate(drawn(60, 20, 2), QuotientOptions{}).LQ, 60, 20, 1)
	co, err := p.CoOccurrences()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range Relations {
		m, err := co.Relatedness(name, p.Regions)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 20 {
			for j := range i {
				near(t, name+" is symmetric", m[i*20+j], m[j*20+i], 1e-12)
			}
		}
	}
	s, all := co.sums()
	association, _ := co.Relatedness("association", 60)
	z, _ := co.Relatedness("z", 60)
	near(t, "association", association[1], co.count(0, 1)/all/(s[0]/all*s[1]/all), 1e-12)
	u, v := float64(co.Own[0]), float64(co.Own[1])
	near(t, "z", z[1], (co.count(0, 1)-u*v/60)/math.Sqrt(u*v/60*(1-u/60)*(60-v)/59), 1e-12)
	if _, err := co.Relatedness("frob", 60); err == nil {
		t.Error("an unknown relatedness")
	}
}
